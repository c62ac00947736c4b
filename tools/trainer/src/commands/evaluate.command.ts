import { basename, resolve } from 'node:path';

import { type LabelSource } from '@renwatch/model';

import { type Command } from 'commander';

import { findStream } from '../cases/find-stream';
import { labelledCases } from '../cases/labelled-cases';
import { readRows } from '../cases/read-rows';
import { type StreamCases, streamCases } from '../cases/stream-cases';
import { dataColumns, labelsOption, textOption } from '../command-line/options';
import { UsageError } from '../command-line/usage.error';
import { compare } from '../evaluation/deciders';
import { formatComparison } from '../evaluation/format-comparison';
import { predictCases } from '../evaluation/predict-cases';
import { buildReport } from '../report/build-report';
import { writeReport } from '../report/write-report';
import { type TrainerOutput } from '../command-line/trainer-output';

interface EvaluateOptions {
  model?: string;
  data?: string;
  labels: LabelSource;
  stream?: string;
  messages?: string;
  history?: string;
  aki?: string;
  report?: string;
  as?: string;
}

export function addEvaluate(program: Command, output: TrainerOutput): void {
  program
    .command('evaluate')
    .description('Score the rule, the model, and both under the policy on labelled data.')
    .addOption(textOption('--model <file>', 'model file (default: the shipped model)'))
    .addOption(textOption('--data <file>', 'labelled CSV or Parquet file'))
    .addOption(labelsOption())
    .addOption(
      textOption('--stream <dir>', 'directory with messages*.mllp, history*.csv or .parquet, and aki*.csv'),
    )
    .addOption(textOption('--messages <file>', 'MLLP file, with --history and --aki'))
    .addOption(textOption('--history <file>', 'CSV or Parquet file of earlier results'))
    .addOption(textOption('--aki <file>', 'CSV of the true AKI results, mrn,date'))
    .addOption(textOption('--report <dir>', 'directory for a report with plots'))
    .addOption(textOption('--as <name>', 'name of the data in the report'))
    .action((options: EvaluateOptions) => evaluate(options, output));
}

async function evaluate(flags: EvaluateOptions, output: TrainerOutput): Promise<void> {
  const { cases, unmet } = await readCases(flags);
  const { model, probabilities } = await predictCases(flags.model, cases);
  output.print(`model ${model.info.version}, SHA-256 ${model.info.sha256}`);
  output.print(`${cases.length} results, ${cases.filter(({ aki }) => aki).length} with AKI`);
  if (unmet) output.print(`${unmet.length} more with AKI have no result in the stream; counted as missed`);
  const scored = { cases, probabilities, info: model.info, ...(unmet ? { unmet } : {}) };
  output.print(formatComparison(compare(scored)));
  model.dispose();
  if (flags.report === undefined) return;
  const folder = resolve(flags.report);
  const data = flags.as ?? basename(flags.data ?? flags.stream ?? flags.messages ?? '');
  const report = buildReport({ ...scored, data, modelSha256: model.info.sha256 });
  writeReport(folder, `${model.info.version} on ${data}`, report);
  output.print(`report written to ${folder}`);
}

async function readCases(
  flags: EvaluateOptions,
): Promise<{ cases: StreamCases['cases']; unmet?: StreamCases['unmet'] }> {
  const { data, labels, stream, messages, history, aki } = flags;
  const ways = [data, stream, messages ?? history ?? aki].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new UsageError(
      'give one of --data FILE.csv, --stream DIR, or --messages FILE --history FILE --aki FILE',
    );
  }
  if (labels !== 'given' && data === undefined) throw new UsageError('--labels needs --data FILE');
  if (data !== undefined) {
    return { cases: labelledCases(await readRows(resolve(data), dataColumns(labels)), labels) };
  }
  if (stream !== undefined) return streamCases(findStream(resolve(stream)));
  if (messages === undefined || history === undefined || aki === undefined) {
    throw new UsageError('--messages, --history and --aki go together');
  }
  return streamCases({ messages: resolve(messages), history: resolve(history), aki: resolve(aki) });
}
