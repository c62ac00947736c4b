import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { SHIPPED_MODEL_PATH } from '@renwatch/model';

import { parseFlags } from '../args/parse-flags';
import { cardOf } from '../card/card-of';
import { type TrainerOutput } from '../trainer-output';

/** `card [--out FILE]`: the model card of the shipped model, from its file and its reports in docs/model. */
export async function cardCommand(args: readonly string[], output: TrainerOutput): Promise<void> {
  await Promise.resolve();
  const flags = parseFlags(args, ['out']);
  const path = resolve(flags.out ?? 'docs/model-card.md');
  writeFileSync(path, cardOf(SHIPPED_MODEL_PATH, resolve('docs/model')));
  output.print(`written to ${path}`);
}
