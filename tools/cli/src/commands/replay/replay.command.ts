import { policySha256 } from '@renwatch/aki';
import { type Command } from 'commander';
import { recordedDecisionsRepository, type RecordedDecision } from '@renwatch/store';
import { CommandError } from '../../command/command.error';
import { type CommandContext } from '../../command/command-context';
import { EXIT } from '../../command/exit-code';
import { readModelConfiguration } from '../../config';
import { loadModelLate } from '../../model/load-model-late';
import { withDatabase } from '../../store/with-database';
import { parseMoment } from '../dead-letters/filter/parse-moment';
import { decideAgain, type ReplayModel } from './decide-again';
import { type Replayed } from './replayed';

interface Options {
  since: Date;
  model?: string;
}

/** `replay`: whether what was decided would be decided again. */
export function addReplay(program: Command, context: CommandContext): void {
  program
    .command('replay')
    .description(
      'Decides recorded results again, from what they were decided from, and prints every difference.',
    )
    .requiredOption('--since <time>', 'decided since then: 24h, 7d, 2026-11-25T09:30Z', (text) =>
      parseMoment(text, context.now()),
    )
    .option(
      '--model <file>',
      'ask this model about all of them; else MODEL, or the shipped one, where it was asked',
    )
    .action((options: Options) => replay(options, context));
}

async function replay(options: Options, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const model = await modelOf(options, context);
  const counts: Record<Replayed['kind'], number> = {
    equal: 0,
    differs: 0,
    withdrawn: 0,
    'without-grounds': 0,
  };
  const policy = policySha256();
  let disagreeing = 0;
  let otherModel = 0;
  let otherPolicy = 0;
  await withDatabase(context, async (db) => {
    const pages = recordedDecisionsRepository.since(db, { sinceIso: options.since.toISOString() });
    for await (const page of pages) {
      const again = await decideAgain(page, model, policy);
      page.forEach((one, i) => {
        const replayed = again[i] ?? { kind: 'without-grounds' };
        counts[replayed.kind] += 1;
        if (one.modelSha256 !== null && one.modelSha256 !== model?.model.info.sha256) otherModel += 1;
        if (one.policySha256 !== policy) otherPolicy += 1;
        if (replayed.kind !== 'differs') return;
        if (replayed.disagrees) disagreeing += 1;
        terminal.print(differenceLine(one, replayed.differences));
      });
    }
  });
  const made = counts.equal + counts.differs;
  terminal.complain(`${made} decisions made again, ${counts.differs} of them differ`);
  if (counts.withdrawn > 0)
    terminal.complain(`${counts.withdrawn} took back a withdrawn result: nothing to decide`);
  if (counts['without-grounds'] > 0)
    terminal.complain(`${counts['without-grounds']} recorded without their grounds: not made again`);
  if (otherModel > 0 && !model?.everywhere)
    terminal.complain(`${otherModel} by another model: their rule alone compared; name it with --model`);
  if (otherPolicy > 0)
    terminal.complain(`${otherPolicy} worded by another version of the policy: their sentences not compared`);
  if (disagreeing > 0)
    throw new CommandError(
      `the record and this version do not agree on ${disagreeing} of them`,
      EXIT.notDone,
    );
}

async function modelOf({ model: path }: Options, context: CommandContext): Promise<ReplayModel | null> {
  if (path !== undefined) return { model: await loadModelLate(path), everywhere: true };
  const { model: configured } = readModelConfiguration(context);
  if (configured === 'off') return null;
  return { model: await loadModelLate(configured), everywhere: false };
}

function differenceLine(one: RecordedDecision, differences: readonly string[]): string {
  const decidedAt = one.decidedAt.slice(0, 19).replace('T', ' ');
  const about = `${one.mrn}, result of ${one.observedLocal}, revision ${one.revision}`;
  return `${decidedAt}  ${one.id.slice(0, 8)}  ${about}: ${differences.join(', ')}`;
}
