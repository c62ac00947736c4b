import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { type CreatinineRow } from '@renwatch/datasets';
import { labelledRows } from '@renwatch/cohort';
import { type LabelSource, saveModel } from '@renwatch/model';

import { type Command } from 'commander';

import { labelledCases } from '../cases/labelled-cases';
import { type DataRows, readRows } from '../cases/read-rows';
import { dataColumns, labelsOption, numberOption, textOption } from '../command-line/options';
import { UsageError } from '../command-line/usage.error';
import { formatComparison } from '../evaluation/format-comparison';
import { buildReport } from '../report/build-report';
import { writeReport } from '../report/write-report';
import { type TrainerOutput } from '../command-line/trainer-output';
import { trainModel } from '../training/train-model';

/** The share of AKI measured among the results of the course's message stream: the one figure of it in the shipped model. */
const STREAM_PREVALENCE = 0.0286;
const COHORT_ROWS = 8_000;
const FOLDS = 5;

interface TrainOptions {
  out: string;
  seed: string;
  data?: string;
  labels: LabelSource;
  rows: number;
  prevalence: number;
  folds: number;
  name?: string;
  report?: string;
}

export function addTrain(program: Command, output: TrainerOutput): void {
  program
    .command('train')
    .description('Train a model with cross-validation and write its file.')
    .addOption(textOption('--out <file>', 'where to write the model').makeOptionMandatory())
    .addOption(textOption('--seed <text>', 'seed of the cohort and of the training').default('1'))
    .addOption(textOption('--data <file>', 'CSV or Parquet file to train on (default: the synthetic cohort)'))
    .addOption(labelsOption())
    .addOption(
      numberOption('--rows <n>', 'rows of the synthetic cohort', {
        fallback: COHORT_ROWS,
        min: 500,
        max: 1_000_000,
        integer: true,
      }).conflicts('data'),
    )
    .addOption(
      numberOption('--prevalence <share>', 'share of AKI among served results', {
        fallback: STREAM_PREVALENCE,
        min: 0.001,
        max: 0.9,
      }),
    )
    .addOption(
      numberOption('--folds <n>', 'validation folds', { fallback: FOLDS, min: 2, max: 20, integer: true }),
    )
    .addOption(textOption('--name <version>', 'version of the model (default: the data and the seed)'))
    .addOption(textOption('--report <dir>', 'directory for a report of the validation'))
    .action((options: TrainOptions) => train(options, output));
}

async function train(options: TrainOptions, output: TrainerOutput): Promise<void> {
  const { seed, prevalence, folds, labels } = options;
  const path = resolve(options.out);
  assertWritable(dirname(path));
  if (labels !== 'given' && options.data === undefined) throw new UsageError('--labels needs --data FILE');
  const dataRows: DataRows =
    options.data === undefined
      ? { form: 'wide', rows: [...labelledRows({ seed, rows: options.rows })] }
      : await readRows(resolve(options.data), dataColumns(labels));
  const data = {
    name: options.data === undefined ? 'cohort' : basename(options.data),
    sha256: hashOf(dataRows.rows),
    labels,
  };
  const cases = labelledCases(dataRows, labels);
  const source = labels === 'given' ? '' : `, labels by ${labels}`;
  output.print(
    `${cases.length} labelled rows from ${data.name}, ${cases.filter(({ aki }) => aki).length} with AKI${source}`,
  );

  const version = options.name ?? `${data.name.replace(/\.(csv|parquet)$/, '')}-${seed}`;
  const { contents, validation, scored } = trainModel({
    cases,
    seed,
    folds,
    prevalence,
    version,
    data,
    onProgress: (share, step) => output.progress(share, step),
  });
  const sha256 = await saveModel(path, contents);
  output.print(
    `on ${folds} validation folds, weighted to a share of AKI of ${(prevalence * 100).toFixed(1)}%:`,
  );
  output.print(formatComparison(validation));
  const own = contents.alertThreshold > 1 ? 'never' : `from ${contents.alertThreshold}`;
  output.print(`holds back a stage 1 below ${contents.holdBackThreshold}; alerts of its own: ${own}`);
  output.print(`model ${version}, SHA-256 ${sha256}`);
  output.print(`written to ${path}`);
  if (options.report === undefined) return;
  const folder = resolve(options.report);
  const dataName = `${folds} validation folds of ${data.name}`;
  writeReport(
    folder,
    `${version} on ${dataName}`,
    buildReport({ ...scored, data: dataName, modelSha256: sha256 }),
  );
  output.print(`report written to ${folder}`);
}

/** Fails before the training, not after it. */
function assertWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`${folder}: no such directory, or not writable`, { cause });
  }
}

function hashOf(rows: readonly CreatinineRow[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}
