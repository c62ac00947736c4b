import { type Command } from 'commander';
import {
  alertProgressRepository,
  type Database,
  type DecisionTime,
  erasuresRepository,
  lookBacksRepository,
  recordedDecisionsRepository,
} from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { CommandError } from '../../command/command.error';
import { EXIT } from '../../command/exit-code';
import { withDatabase } from '../../connection/with-database';
import { erasedText, findPatient } from '../find-patient';
import { explainDecision, type ExplainedResult } from './explain-decision';
import { formatUtc } from './format-values';
import { NewestResults } from './newest-results';
import { formatResultTime, parseResultTime, type ResultTime } from './result-time';

interface Options {
  at?: ResultTime;
  authority?: string;
  verbose?: true;
}

export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description("Explain the decision on a patient's latest result (or the one at --at).")
    .argument('<mrn>', 'patient number, current or merged')
    .option(
      '--at <time>',
      'latest result up to this time: 24h, 2026-11-25T09:30Z, or the 14 digits of a page (local time)',
      (text) => parseResultTime(text, context.now()),
    )
    .option('--authority <name>', 'assigning authority of the number, if several hospitals use it')
    .option('--verbose', 'also show the features of the model')
    .action((mrn: string, options: Options) => explain(mrn, options, context));
}

async function explain(mrn: string, options: Options, context: CommandContext): Promise<void> {
  const { at, authority, verbose = false } = options;
  const { terminal } = context;
  await withDatabase(context, async (db) => {
    const patient = await findPatient(db, { mrn, authority });
    for (const erasure of await erasuresRepository.withMrn(db, mrn)) terminal.complain(erasedText(erasure));
    const { survivorId } = patient;
    const newest = new NewestResults(at);
    for await (const page of recordedDecisionsRepository.timesOf(db, { survivorId })) newest.add(page);
    const results = newest.decisionIds();
    if (results.length === 0) throw noResult(mrn, at, newest.first);
    if (survivorId !== patient.id)
      terminal.complain(`${mrn} was merged into ${patient.survivorMrn} (${patient.survivorAuthority})`);
    if (results.length > 1) terminal.complain(`${results.length} results have this time; all are shown`);
    for (const [place, ids] of results.entries()) {
      const explained = await explainedResult(db, ids);
      if (place > 0) terminal.print('');
      for (const line of explainDecision(explained, { verbose })) terminal.print(line);
    }
  });
}

/** Reads the decisions on one result, and the earlier results of the newest only. */
async function explainedResult(db: Database, ids: readonly string[]): Promise<ExplainedResult> {
  const decisions = await recordedDecisionsRepository.withIds(db, ids);
  const newest = decisions.pop();
  if (!newest) throw new TypeError('a decision that was found is not there');
  const grounds = (await lookBacksRepository.of(db, [newest.id])).get(newest.id) ?? [];
  const alerts = await alertProgressRepository.ofDecisions(db, ids);
  return { newest: { ...newest, grounds }, before: decisions, alerts };
}

function noResult(mrn: string, at: ResultTime | undefined, first: DecisionTime | undefined): CommandError {
  const until = at ? ` up to ${formatResultTime(at)}` : '';
  const decided = first ? `; the first decided result is from ${formatUtc(first.observedAt)}` : '';
  return new CommandError(`no decided result for ${mrn}${until}${decided}`, EXIT.notDone);
}
