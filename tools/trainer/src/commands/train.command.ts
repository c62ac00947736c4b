import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { type CreatinineCsvRow } from '@renwatch/datasets';
import { labelledRows } from '@renwatch/cohort';
import { saveModel } from '@renwatch/model';

import { numberFlag, parseFlags } from '../args/parse-flags';
import { UsageError } from '../args/usage.error';
import { labelledCases } from '../cases/labelled-cases';
import { readCsvRows } from '../cases/read-csv-rows';
import { formatComparison } from '../evaluation/format-comparison';
import { buildReport } from '../report/build-report';
import { writeReport } from '../report/write-report';
import { type TrainerOutput } from '../trainer-output';
import { trainModel } from '../training/train-model';

/** The share of AKI measured among the results of the course's message stream: the one figure of it in the shipped model. */
const STREAM_PREVALENCE = 0.0286;
const COHORT_ROWS = 8_000;
const FOLDS = 5;

/** `train --out FILE [--seed S] [--data FILE.csv] [--rows N] [--prevalence P] [--folds N] [--name NAME] [--report DIR]` */
export async function trainCommand(args: readonly string[], output: TrainerOutput): Promise<void> {
  const flags = parseFlags(args, ['out', 'seed', 'data', 'rows', 'prevalence', 'folds', 'name', 'report']);
  if (!flags.out) throw new UsageError('--out FILE is missing: where shall the model go?');
  const path = resolve(flags.out);
  assertWritable(dirname(path));
  const seed = flags.seed ?? '1';
  const prevalence = numberFlag('prevalence', flags.prevalence, {
    fallback: STREAM_PREVALENCE,
    min: 0.001,
    max: 0.9,
  });
  const folds = numberFlag('folds', flags.folds, { fallback: FOLDS, min: 2, max: 20, integer: true });
  const cohortRows = numberFlag('rows', flags.rows, {
    fallback: COHORT_ROWS,
    min: 500,
    max: 1_000_000,
    integer: true,
  });
  if (flags.data !== undefined && flags.rows !== undefined)
    throw new UsageError('--rows goes with the cohort, not with --data');

  const rows =
    flags.data === undefined
      ? [...labelledRows({ seed, rows: cohortRows })]
      : await readCsvRows(resolve(flags.data), ['age', 'sex', 'aki']);
  const data = { name: flags.data === undefined ? 'cohort' : basename(flags.data), sha256: hashOf(rows) };
  const cases = labelledCases(rows);
  output.print(
    `${cases.length} labelled rows from ${data.name}, ${cases.filter((one) => one.aki).length} with AKI`,
  );

  const version = flags.name ?? `${data.name.replace(/\.csv$/, '')}-${seed}`;
  const { contents, validation, scored } = trainModel({
    cases,
    seed,
    folds,
    prevalence,
    version,
    data,
    onProgress: (share, detail) => output.progress(share, detail),
  });
  const sha256 = await saveModel(path, contents);
  output.print(`on ${folds} validation folds, weighted to ${(prevalence * 100).toFixed(1)}% AKI:`);
  output.print(formatComparison(validation));
  const own = contents.alertThreshold > 1 ? 'never' : `from ${contents.alertThreshold}`;
  output.print(`holds back a stage 1 below ${contents.holdBackThreshold}; alerts of its own: ${own}`);
  output.print(`model ${version}, SHA-256 ${sha256}`);
  output.print(`written to ${path}`);
  if (flags.report === undefined) return;
  const folder = resolve(flags.report);
  const what = `${folds} validation folds of ${data.name}`;
  writeReport(folder, `${version} on ${what}`, buildReport({ ...scored, data: what, modelSha256: sha256 }));
  output.print(`report written to ${folder}`);
}

/** Found before the training, not after it. */
function assertWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`${folder}: there is no such folder, or it cannot be written to`, { cause });
  }
}

function hashOf(rows: readonly CreatinineCsvRow[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}
