import { type Command } from 'commander';
import { shadowDecisionsRepository, type ShadowComparison, type ShadowDifference } from '@renwatch/store';
import { type CommandContext } from '../command/command-context';
import { formatTable } from '../command/format-table';
import { withDatabase } from '../connection/with-database';
import { parseMoment } from './dead-letters/filter/parse-moment';

const DEFAULT_SINCE = '7d';
const LISTED = 20;
const HEADINGS = ['DECIDED', 'MRN', 'RESULT OF', 'RULE', 'SERVED', 'SHADOW'];

export function addShadow(program: Command, context: CommandContext): void {
  program
    .command('shadow')
    .description('Compare the shadow model (SHADOW_MODEL) with the served model.')
    .command('report')
    .description(
      'Print how often both agree, and list results for which only one of them would have alerted.',
    )
    .option('--since <time>', `decided at or after this time (default: ${DEFAULT_SINCE} ago)`, (text) =>
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
      terminal.complain(
        `no shadow model has run since ${sinceIso}; set SHADOW_MODEL for inference to run one`,
      );
      return;
    }
    for (const line of compared.flatMap(comparisonLines)) terminal.print(line);
    const differences = await shadowDecisionsRepository.differences(db, { sinceIso, limit: LISTED });
    if (differences.length === 0) return;
    terminal.print('');
    for (const line of formatTable([HEADINGS, ...differences.map(differenceRow)])) terminal.print(line);
    const alone = compared.reduce(
      (sum, { alertsByServedAlone, alertsByShadowAlone }) => sum + alertsByServedAlone + alertsByShadowAlone,
      0,
    );
    if (alone > differences.length)
      terminal.complain(`showing the latest ${differences.length} of ${alone} differences`);
  });
}

function comparisonLines(comparison: ShadowComparison): string[] {
  const { meanProbabilityDifference: mean, greatestProbabilityDifference: greatest } = comparison;
  const probabilities =
    mean === null || greatest === null
      ? 'the served model was not used'
      : `mean difference ${mean.toFixed(6)}, greatest ${greatest.toFixed(6)}`;
  const rows = [
    ['decisions', `${comparison.decisions}, ${comparison.outsideDomain} outside the training domain`],
    [
      'same level',
      `${comparison.sameLevel} (${((100 * comparison.sameLevel) / comparison.decisions).toFixed(1)}%)`,
    ],
    [
      'alerts',
      `${comparison.alertsByBoth} by both, ${comparison.alertsByServedAlone} by the served model alone, ${comparison.alertsByShadowAlone} by the shadow model alone`,
    ],
    ['probability', probabilities],
  ];
  return [
    `${comparison.modelVersion} (${comparison.modelSha256.slice(0, 12)})`,
    ...formatTable(rows).map((line) => `  ${line}`),
  ];
}

function differenceRow(difference: ShadowDifference): string[] {
  const verdict = (level: number, probability: number | null) =>
    `${level === 0 ? 'none' : `level ${level}`} (${probability?.toFixed(6) ?? 'no model'})`;
  return [
    difference.decidedAt.slice(0, 19).replace('T', ' '),
    difference.mrn,
    difference.observedLocal,
    `stage ${difference.stage}`,
    verdict(difference.servedLevel, difference.servedProbability),
    verdict(difference.shadowLevel, difference.shadowProbability),
  ];
}
