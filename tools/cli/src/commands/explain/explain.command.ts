import { type Command } from 'commander';
import { patientsRepository, recordedDecisionsRepository, type StoredPatient } from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { CommandError } from '../../command/command.error';
import { EXIT } from '../../command/exit-code';
import { withDatabase } from '../../store/with-database';
import { parseMoment } from '../dead-letters/filter/parse-moment';
import { explainDecision } from './explain-decision';

interface Options {
  at?: Date;
  authority?: string;
}

/** `explain`: why a result was decided as it was. */
export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description("Why a patient's newest result, or the one of a time, was decided as it was.")
    .argument('<mrn>', 'the number, old or new')
    .option('--at <time>', 'the newest result observed until then: 24h, 2026-11-25T09:30Z', (text) =>
      parseMoment(text, context.now()),
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
    const until = at?.getTime() ?? Infinity;
    const decided = decisions.findLast(({ observedAt }) => Date.parse(observedAt) <= until);
    const [first, ...later] = decisions.filter(({ resultId }) => resultId === decided?.resultId);
    if (!first) {
      const since = decisions[0] ? `; the first one is of ${decisions[0].observedAt}` : '';
      throw new CommandError(
        `no result of ${mrn} was decided${at ? ` until ${at.toISOString()}` : ''}${since}`,
        EXIT.notDone,
      );
    }
    if (patient.survivorId !== patient.id)
      terminal.complain(`${mrn} was merged into ${patient.survivorMrn} (${patient.survivorAuthority})`);
    for (const line of explainDecision([first, ...later])) terminal.print(line);
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
