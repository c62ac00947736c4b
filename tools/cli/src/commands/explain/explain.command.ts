import { type Command } from 'commander';
import {
  alertProgressRepository,
  patientsRepository,
  type RecordedDecision,
  recordedDecisionsRepository,
  type StoredPatient,
} from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { CommandError } from '../../command/command.error';
import { EXIT } from '../../command/exit-code';
import { withDatabase } from '../../connection/with-database';
import { explainDecision } from './explain-decision';
import { formatUtc } from './format-values';
import { newestResults } from './newest-results';
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
    const patient = onlyPatient(await patientsRepository.withMrn(db, mrn), { mrn, authority });
    const decisions = await recordedDecisionsRepository.ofPatient(db, patient.survivorId);
    const results = newestResults(decisions, at);
    if (results.length === 0) throw noResult(mrn, at, decisions);
    if (patient.survivorId !== patient.id)
      terminal.complain(`${mrn} was merged into ${patient.survivorMrn} (${patient.survivorAuthority})`);
    if (results.length > 1) terminal.complain(`${results.length} results have this time; all are shown`);
    for (const [place, revisions] of results.entries()) {
      const alerts = await alertProgressRepository.ofDecisions(
        db,
        revisions.map(({ id }) => id),
      );
      if (place > 0) terminal.print('');
      for (const line of explainDecision({ revisions, alerts }, { verbose })) terminal.print(line);
    }
  });
}

function noResult(
  mrn: string,
  at: ResultTime | undefined,
  decisions: readonly RecordedDecision[],
): CommandError {
  const until = at ? ` up to ${formatResultTime(at)}` : '';
  const first = decisions[0]
    ? `; the first decided result is from ${formatUtc(decisions[0].observedAt)}`
    : '';
  return new CommandError(`no decided result for ${mrn}${until}${first}`, EXIT.notDone);
}

function onlyPatient(
  numbers: readonly StoredPatient[],
  wanted: { mrn: string; authority: string | undefined },
): StoredPatient {
  const { mrn, authority } = wanted;
  const found = numbers.filter((number) => authority === undefined || number.authority === authority);
  const [first] = found;
  if (!first) {
    const others = numbers.map((number) => number.authority).join(', ');
    throw new CommandError(
      `no patient has the number ${mrn}${authority === undefined ? '' : ` at ${authority}`}${others ? `; it is known at: ${others}` : ''}`,
      EXIT.notDone,
    );
  }
  if (new Set(found.map(({ survivorId }) => survivorId)).size === 1) return first;
  const authorities = found.map((number) => number.authority).join(', ');
  throw new CommandError(
    `several patients have the number ${mrn}; choose one with --authority (${authorities})`,
    EXIT.usage,
  );
}
