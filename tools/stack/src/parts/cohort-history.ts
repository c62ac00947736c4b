import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatCreatinineCsvHeader, formatCreatinineCsvRow } from '@renwatch/datasets';
import { Cohort } from '@renwatch/cohort';

/** Seed of the hospital that is played if no message file is named. */
export const COHORT_SEED = 'renwatch';

/** Writes the earlier results of that hospital's patients, once: its stream makes no sense without them. */
export function cohortHistory(file: string): string {
  if (existsSync(file)) return file;
  const rows = [...new Cohort({ seed: COHORT_SEED }).history()];
  const width = rows.reduce((most, { results }) => Math.max(most, results.length), 0);
  const lines = rows.map((row) => formatCreatinineCsvRow('history', row, width));
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, `${[formatCreatinineCsvHeader('history', width), ...lines].join('\n')}\n`);
  renameSync(unfinished, file);
  return file;
}
