import { type Command } from 'commander';
import { shadowDecisionsRepository, type ShadowComparison, type ShadowDifference } from '@renwatch/store';
import { type CommandContext } from '../../command/command-context';
import { formatTable } from '../../command/format-table';
import { withDatabase } from '../../store/with-database';
import { parseMoment } from '../dead-letters/filter/parse-moment';

const DEFAULT_SINCE = '7d';
const LISTED = 20;
const HEADINGS = ['DECIDED', 'MRN', 'RESULT OF', 'RULE', 'SERVED', 'SHADOW'];

/** `shadow report`: a second model against the first. */
export function addShadow(program: Command, context: CommandContext): void {
  program
    .command('shadow')
    .description('What a model that runs beside the served one (SHADOW_MODEL) would have decided.')
    .command('report')
    .description('Compares it with what was served, and lists where only one of the two would have alerted.')
    .option('--since <time>', `decided since then; ${DEFAULT_SINCE} ago unless said`, (text) =>
      parseMoment(text, context.now()),
    )
    .action(({ since }: { since?: Date }) =>
      report(since ?? parseMoment(DEFAULT_SINCE, context.now()), context),
    );
}

async function report(since: Date, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const sinceIso = since.toISOString();
  await withDatabase(context, async (db) => {
    const compared = await shadowDecisionsRepository.compare(db, { sinceIso });
    if (compared.length === 0) {
      terminal.complain(`no shadow model has run since ${sinceIso}: SHADOW_MODEL names one for inference`);
      return;
    }
    for (const one of compared) for (const line of comparisonLines(one)) terminal.print(line);
    const differences = await shadowDecisionsRepository.differences(db, { sinceIso, limit: LISTED });
    if (differences.length === 0) return;
    terminal.print('');
    for (const line of formatTable([HEADINGS, ...differences.map(differenceRow)])) terminal.print(line);
    const alone = compared.reduce((sum, one) => sum + one.alertsByServedAlone + one.alertsByShadowAlone, 0);
    if (alone > differences.length)
      terminal.complain(`the newest ${differences.length} of ${alone} differences`);
  });
}

function comparisonLines(one: ShadowComparison): string[] {
  const { meanProbabilityDifference: mean, greatestProbabilityDifference: greatest } = one;
  const probabilities =
    mean === null || greatest === null
      ? 'the served model was not asked'
      : `mean difference ${mean.toFixed(6)}, greatest ${greatest.toFixed(6)}`;
  const rows = [
    ['decisions', `${one.decisions}, ${one.outsideDomain} outside what it was trained on`],
    ['same level', `${one.sameLevel} (${((100 * one.sameLevel) / one.decisions).toFixed(1)}%)`],
    [
      'alerts',
      `${one.alertsByBoth} by both, ${one.alertsByServedAlone} by the served alone, ${one.alertsByShadowAlone} by the shadow alone`,
    ],
    ['probability', probabilities],
  ];
  return [
    `${one.modelVersion} (${one.modelSha256.slice(0, 12)})`,
    ...formatTable(rows).map((line) => `  ${line}`),
  ];
}

function differenceRow(one: ShadowDifference): string[] {
  const verdict = (level: number, probability: number | null) =>
    `${level === 0 ? 'none' : `level ${level}`} (${probability?.toFixed(6) ?? 'no model'})`;
  return [
    one.decidedAt.slice(0, 19).replace('T', ' '),
    one.mrn,
    one.observedLocal,
    `stage ${one.stage}`,
    verdict(one.servedLevel, one.servedProbability),
    verdict(one.shadowLevel, one.shadowProbability),
  ];
}
