import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { workspaceRoot } from '@renwatch/testing';
import { markdownTable } from '../markdown-table';

type Counts = Readonly<Record<string, number>>;

/** The counts that `renwatch try --summary --json` prints. */
export interface SampleCounts {
  files: number;
  messages: number;
  refusedMessages: Counts;
  ignoredMessages: Counts;
  unreadMessages: Counts;
  refusedByInference: Counts;
  observations: number;
  creatinines: number;
  decided: number;
  withdrawn: Counts;
  withdrawnAndRefused: Counts;
  refused: Counts;
  ignored: Counts;
  unmapped: Counts;
  unmappedByUnit: number;
}

/** The options of a feed that the samples are read with, a column each. */
const COLUMNS = ['', 'processingIds=P;T;D'];
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Returns what `renwatch try` counts in a folder, as the Markdown table of docs/public-samples.md. */
export function samplesTable(folder: string): string[] {
  return countsTable(COLUMNS.map((options) => ({ options, counts: tryFolder(folder, options) })));
}

/** @throws Error with the command's complaint */
function tryFolder(folder: string, options: string): SampleCounts {
  const main = path.join(workspaceRoot(), 'tools/cli/dist/main.js');
  const args = [main, 'try', '--summary', '--json', `--options=${options}`, folder];
  // Settings of the user must not change the figures.
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    env: {},
  });
  if (status !== 0) throw new Error(stderr.trim());
  return JSON.parse(stdout) as SampleCounts;
}

/** Formats counts with a column for each set of options. A row that all columns lack is left out. */
export function countsTable(columns: readonly { options: string; counts: SampleCounts }[]): string[] {
  const all = columns.map(({ counts }) => new Map(rowsOf(counts)));
  const labels = [...new Set(ROOMS.flatMap((room) => all.flatMap((rows) => labelsOf(room, rows))))];
  const head = columns.map(({ options }) => (options === '' ? 'default options' : `\`${options}\``));
  return markdownTable(
    ['', ...head],
    labels.map((label) => [label, ...all.map((rows) => String(rows.get(label) ?? 0))]),
  );
}

const labelsOf = (room: string, rows: ReadonlyMap<string, number>): string[] =>
  [...rows.keys()].filter((label) => label === room || label.startsWith(`${room}: `));

/** The rows in their order; those with reasons have a row for each. */
const ROOMS = [
  'files',
  'messages',
  'refused by the gateway',
  'ignored by the gateway',
  'only the patient is read',
  'refused by inference',
  'observations',
  'look like creatinine',
  'decided',
  'withdraw the number before',
  'withdraw it and are refused',
  'refused',
  'ignored',
  'not mapped, by',
  'may be creatinine by their unit',
];

function rowsOf(counts: SampleCounts): [label: string, count: number][] {
  const byReason = (room: string, reasons: Counts): [string, number][] =>
    Object.entries(reasons).map(([reason, count]) => [`${room}: ${reason}`, count]);
  return [
    ['files', counts.files],
    ['messages', counts.messages],
    ...byReason('refused by the gateway', counts.refusedMessages),
    ...byReason('ignored by the gateway', counts.ignoredMessages),
    ...byReason('only the patient is read', withoutTypes(counts.unreadMessages)),
    ...byReason('refused by inference', counts.refusedByInference),
    ['observations', counts.observations],
    ['look like creatinine', counts.creatinines],
    ['decided', counts.decided],
    ...byReason('withdraw the number before', counts.withdrawn),
    ...byReason('withdraw it and are refused', counts.withdrawnAndRefused),
    ...byReason('refused', counts.refused),
    ...byReason('ignored', counts.ignored),
    ...byReason('not mapped, by', counts.unmapped),
    ['may be creatinine by their unit', counts.unmappedByUnit],
  ];
}

/** Adds up the message types of each reason: `type-not-read VXU^V04`. */
function withoutTypes(unread: Counts): Counts {
  const reasons: Record<string, number> = {};
  for (const [reasonAndType, count] of Object.entries(unread)) {
    const [reason = ''] = reasonAndType.split(' ');
    reasons[reason] = (reasons[reason] ?? 0) + count;
  }
  return reasons;
}
