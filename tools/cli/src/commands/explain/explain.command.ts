import { type Command } from 'commander';
import { patientsRepository, recordedDecisionsRepository, type StoredPatient } from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { CommandError } from '../../command/command.error';
import { EXIT } from '../../command/exit-code';
import { withDatabase } from '../../store/with-database';
import { explainDecision } from './explain-decision';
import { newestResults } from './newest-results';
import { formatResultTime, parseResultTime, type ResultTime } from './result-time';

interface Options {
  at?: ResultTime;
  authority?: string;
}

/** `explain`: why a result was decided as it was. */
export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description("Why a patient's newest result, or the one of a time, was decided as it was.")
    .argument('<mrn>', 'the number, old or new')
    .option(
      '--at <time>',
      'the newest result observed until then: 24h, 2026-11-25T09:30Z, or the 14 digits of its page (local time)',
      (text) => parseResultTime(text, context.now()),
    )
    .option('--authority <name>', 'whose number it is, where several hospitals have it')
    .action((mrn: string, options: Options) => explain(mrn, options, context));
}

async function explain(mrn: string, { at, authority }: Options, context: CommandContext): Promise<void> {
  const { terminal } = context;
  await withDatabase(context, async (db) => {
    const numbers = await patientsRepository.withMrn(db, mrn);
    const patient = theOne(numbers, { mrn, authority });
    const decisions = await recordedDecisionsRepository.ofPatient(db, patient.survivorId);
    const results = newestResults(decisions, at);
    if (results.length === 0) {
      const since = decisions[0] ? `; the first one is of ${decisions[0].observedAt}` : '';
      throw new CommandError(
        `no result of ${mrn} was decided${at ? ` until ${formatResultTime(at)}` : ''}${since}`,
        EXIT.notDone,
      );
    }
    if (patient.survivorId !== patient.id)
      terminal.complain(`${mrn} was merged into ${patient.survivorMrn} (${patient.survivorAuthority})`);
    if (results.length > 1) terminal.complain(`${results.length} results of one time, one after another`);
    results.forEach((revisions, i) => {
      if (i > 0) terminal.print('');
      for (const line of explainDecision(revisions)) terminal.print(line);
    });
  });
}

function theOne(
  numbers: readonly StoredPatient[],
  wanted: { mrn: string; authority: string | undefined },
): StoredPatient {
  const { mrn, authority } = wanted;
  const found = numbers.filter((one) => authority === undefined || one.authority === authority);
  const [first] = found;
  if (!first) {
    const others = numbers.map((one) => one.authority).join(', ');
    throw new CommandError(
      `no patient has the number ${mrn}${authority === undefined ? '' : ` of ${authority}`}${others ? `; these have: ${others}` : ''}`,
      EXIT.notDone,
    );
  }
  if (new Set(found.map((one) => one.survivorId)).size === 1) return first;
  const authorities = found.map((one) => one.authority).join(', ');
  throw new CommandError(
    `several patients have the number ${mrn}: name one with --authority (${authorities})`,
    EXIT.usage,
  );
}
