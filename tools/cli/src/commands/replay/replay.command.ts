import { createRequire } from 'node:module';
import { type AkiModel, policySha256 } from '@renwatch/aki';
import { type loadModel } from '@renwatch/model';
import { type Command } from 'commander';
import { erasuresRepository, recordedDecisionsRepository, type RecordedDecision } from '@renwatch/store';
import { CommandError } from '../../command/command.error';
import { type CommandContext } from '../../command/command-context';
import { EXIT } from '../../command/exit-code';
import { readModelConfiguration } from '../../connection/config';
import { withDatabase } from '../../connection/with-database';
import { parseMoment } from '../dead-letters/filter/parse-moment';
import { decideAgain, type Replayed, type ReplayModel } from './decide-again';

const requireLate = createRequire(__filename);

interface Options {
  since: Date;
  model?: string;
}

export function addReplay(program: Command, context: CommandContext): void {
  program
    .command('replay')
    .description('Decide recorded results again from the same inputs, and print every difference.')
    .requiredOption('--since <time>', 'decided at or after this time: 24h, 7d, 2026-11-25T09:30Z', (text) =>
      parseMoment(text, context.now()),
    )
    .option(
      '--model <file>',
      'use this model for all; default: MODEL or the shipped model, for results it was used on',
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
  let erasures = 0;
  await withDatabase(context, async (db) => {
    erasures = (await erasuresRepository.since(db, { sinceIso: options.since.toISOString() })).length;
    const pages = recordedDecisionsRepository.since(db, { sinceIso: options.since.toISOString() });
    for await (const page of pages) {
      const replays = await decideAgain(page, model, policy);
      page.forEach((decision, i) => {
        const replayed = replays[i] ?? { kind: 'without-grounds' };
        counts[replayed.kind] += 1;
        if (decision.modelSha256 !== null && decision.modelSha256 !== model?.model.info.sha256)
          otherModel += 1;
        if (decision.policySha256 !== policy) otherPolicy += 1;
        if (replayed.kind !== 'differs') return;
        if (replayed.disagrees) disagreeing += 1;
        terminal.print(differenceLine(decision, replayed.differences));
      });
    }
  });
  const repeated = counts.equal + counts.differs;
  terminal.complain(`${repeated} results decided again; ${counts.differs} differ`);
  if (counts.withdrawn > 0) terminal.complain(`${counts.withdrawn} skipped: the result was withdrawn`);
  if (counts['without-grounds'] > 0)
    terminal.complain(`${counts['without-grounds']} skipped: recorded without their inputs`);
  if (erasures > 0)
    terminal.complain(
      `${erasures} patients were erased since; nothing about them can be decided again (see renwatch erasures)`,
    );
  if (otherModel > 0 && !model?.everywhere)
    terminal.complain(
      `${otherModel} used another model, so only the rule was compared; name that model with --model`,
    );
  if (otherPolicy > 0)
    terminal.complain(
      `${otherPolicy} used another version of the policy, so their sentences were not compared`,
    );
  if (disagreeing > 0)
    throw new CommandError(
      `this version decides ${disagreeing} of them differently from the record`,
      EXIT.notDone,
    );
}

async function modelOf({ model: path }: Options, context: CommandContext): Promise<ReplayModel | null> {
  if (path !== undefined) return { model: await loadModelLate(path), everywhere: true };
  const { model: configured } = readModelConfiguration(context);
  if (configured === 'off') return null;
  return { model: await loadModelLate(configured), everywhere: false };
}

function differenceLine(decision: RecordedDecision, differences: readonly string[]): string {
  const { id, mrn, observedLocal, revision } = decision;
  const decidedAt = decision.decidedAt.slice(0, 19).replace('T', ' ');
  const subject = `${mrn}, result of ${observedLocal}, revision ${revision}`;
  return `${decidedAt}  ${id.slice(0, 8)}  ${subject}: ${differences.join(', ')}`;
}

/**
 * Loads a model; without a path, the shipped one. TensorFlow is loaded only here, so that other commands start fast.
 * @throws CommandError if the file is not a model
 */
async function loadModelLate(path: string | undefined): Promise<AkiModel> {
  const model = requireLate('@renwatch/model') as { loadModel: typeof loadModel };
  try {
    return await model.loadModel(path);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ModelFileError') throw error;
    throw new CommandError(`${error.message}; give another --model`, EXIT.usage, { cause: error });
  }
}
