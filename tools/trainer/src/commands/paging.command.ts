import { resolve } from 'node:path';

import { verdictOf, withinDomain } from '@renwatch/aki';
import { countPages, noPages, pageCountRows, type PageCounts, type PagingDecision } from '@renwatch/paging';
import { type Command } from 'commander';

import { findStream } from '../cases/find-stream';
import { streamCases } from '../cases/stream-cases';
import { textOption } from '../command-line/options';
import { type TrainerOutput } from '../command-line/trainer-output';
import { UsageError } from '../command-line/usage.error';
import { type Scored } from '../evaluation/decisions';
import { predictCases } from '../evaluation/predict-cases';

interface PagingOptions {
  stream: string;
  model?: string;
}

export function addPaging(program: Command, output: TrainerOutput): void {
  program
    .command('paging')
    .description('Count the pages of a recorded stream if every result pages, and by episodes.')
    .addOption(
      textOption(
        '--stream <dir>',
        'directory with messages*.mllp, history*.csv or .parquet, and aki*.csv',
      ).makeOptionMandatory(),
    )
    .addOption(textOption('--model <file>', 'model file (default: the shipped model)'))
    .action((options: PagingOptions) => paging(options, output));
}

/** @throws UsageError also if the policy pages less than the first alerts and rises in stage */
async function paging({ stream, model: file }: PagingOptions, output: TrainerOutput): Promise<void> {
  const { cases } = await streamCases(findStream(resolve(stream)));
  const { model, probabilities } = await predictCases(file, cases);
  const counts = countStreamPages({ cases, probabilities, info: model.info });
  model.dispose();
  output.print(`${cases.length} results`);
  const rows = pageCountRows(counts);
  const width = Math.max(...rows.map(([name = '']) => name.length));
  output.print(rows.map(([name = '', text = '']) => `${name.padEnd(width)}  ${text}`).join('\n'));
  const { missed, due } = counts;
  if (missed.length > 0)
    throw new UsageError(
      `${missed.length} of ${due} first alerts and rises in stage are not paged by episodes`,
    );
}

/** Counts the pages that a recorded stream causes, if every result pages, and by episodes. */
function countStreamPages({ cases, probabilities, info }: Scored): PageCounts {
  const patients = new Map<string, PagingDecision[]>();
  cases.forEach(({ current, earlier, subject, rule, features, group }, index) => {
    const domain = withinDomain(info, current, earlier, subject);
    const probability = probabilities[index] ?? 0;
    const { level } = verdictOf({ outcome: rule, features, domain }, { probability, info });
    const decisions = patients.get(group) ?? [];
    patients.set(group, decisions);
    decisions.push({
      ...{ resultId: current.id, observedAtMs: current.observedAtMs, decidedAtMs: current.observedAtMs },
      ...{ level, umolPerL: current.umolPerL, baselineUmolPerL: rule.baselineUmolPerL, alerted: level > 0 },
    });
  });
  const counts = noPages();
  for (const decisions of patients.values())
    if (decisions.some(({ alerted }) => alerted)) countPages(counts, decisions);
  return counts;
}
