import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { SHIPPED_MODEL_PATH } from '@renwatch/model';
import { type Command } from 'commander';

import { cardOf } from '../card/card-of';
import { textOption } from '../command-line/options';
import { type TrainerOutput } from '../command-line/trainer-output';

export function addCard(program: Command, output: TrainerOutput): void {
  program
    .command('card')
    .description('Write the model card of the shipped model from its file and its reports in docs/model.')
    .addOption(textOption('--out <file>', 'where to write it').default('docs/model-card.md'))
    .action(({ out }: { out: string }) => {
      const path = resolve(out);
      writeFileSync(path, cardOf(SHIPPED_MODEL_PATH, resolve('docs/model')));
      output.print(`written to ${path}`);
    });
}
