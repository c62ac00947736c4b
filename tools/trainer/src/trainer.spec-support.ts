import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatCreatinineCsvHeader, formatCreatinineCsvRow } from '@renwatch/datasets';
import { labelledRows } from '@renwatch/cohort';

import { run } from './run';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Goes when the spec ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-trainer-'));
  folders.push(folder);
  return folder;
}

export function writeIn(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A labelled CSV of the cohort. */
export function labelledCsv(folder: string, rows: number): string {
  const all = [...labelledRows({ seed: 'csv', rows })];
  const width = all.reduce((most, row) => Math.max(most, row.results.length), 0);
  const lines = [
    formatCreatinineCsvHeader('labelled', width),
    ...all.map((row) => formatCreatinineCsvRow('labelled', row, width)),
  ];
  return writeIn(folder, 'labelled.csv', `${lines.join('\n')}\n`);
}

/** Runs the trainer as its main does, and keeps what it says. */
export async function runTrainer(
  ...args: string[]
): Promise<{ code: number; out: string; complaints: string[] }> {
  const lines: string[] = [];
  const complaints: string[] = [];
  const code = await run(args, {
    print: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
    progress: () => undefined,
  });
  return { code, out: lines.join('\n'), complaints };
}
