import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { type CreatinineRow, formatCreatinineCsvHeader, formatCreatinineCsvRow } from '@renwatch/datasets';
import { type Cohort, type CohortMessage, labelledRows } from '@renwatch/cohort';
import { encodeFrame } from '@renwatch/mllp';

export interface WrittenHospital {
  messages: number;
  results: number;
  aki: number;
}

type Truth = CohortMessage & { readonly result: NonNullable<CohortMessage['result']> };

const DAY_MS = 86_400_000;
const MESSAGES_PER_REPORT = 500;

/**
 * Writes the same files as the hospital of the course: messages.mllp, history.csv, aki.csv (`mrn,date` of AKI results whose
 * value was sent as measured) and training.csv, whose patients are not in the stream. Memory holds one event or row per
 * patient.
 */
export async function writeHospital(given: {
  folder: string;
  cohort: Cohort;
  seed: string;
  days: number;
  trainingRows: number;
  onProgress: (share: number, file: string) => void;
}): Promise<WrittenHospital> {
  const { folder, cohort, seed, days, trainingRows, onProgress } = given;
  mkdirSync(folder, { recursive: true });
  await writeCsv(join(folder, 'history.csv'), 'history', () => cohort.history());
  onProgress(0.2, 'history.csv');
  await writeCsv(join(folder, 'training.csv'), 'labelled', () => labelledRows({ seed, rows: trainingRows }));
  onProgress(0.4, 'training.csv');
  const counts = { messages: 0, results: 0, aki: 0 };
  await write(join(folder, 'messages.mllp'), function* () {
    for (const message of cohort.messages({ days })) {
      counts.messages += 1;
      if (message.result) counts.results += 1;
      if (counts.messages % MESSAGES_PER_REPORT === 0) {
        onProgress(0.4 + (0.4 * (message.atMs - cohort.startMs)) / (days * DAY_MS), 'messages.mllp');
      }
      yield encodeFrame(message.bytes);
    }
  });
  await write(join(folder, 'aki.csv'), function* () {
    yield 'mrn,date\n';
    for (const message of cohort.messages({ days })) {
      if (!isTrueAki(message)) continue;
      counts.aki += 1;
      yield `${message.mrn},${formatDate(message.result.local)}\n`;
    }
  });
  onProgress(1, '');
  return counts;
}

function isTrueAki(message: CohortMessage): message is Truth {
  return message.result?.aki === true && message.result.sent === message.result.umolPerL;
}

/** Generates the rows twice, because the header needs the length of the longest. */
function writeCsv(
  path: string,
  kind: 'history' | 'labelled',
  rows: () => Iterable<CreatinineRow>,
): Promise<void> {
  let width = 0;
  for (const { results } of rows()) width = Math.max(width, results.length);
  return write(path, function* () {
    yield `${formatCreatinineCsvHeader(kind, width)}\n`;
    for (const row of rows()) yield `${formatCreatinineCsvRow(kind, row, width)}\n`;
  });
}

function write(path: string, parts: () => Iterable<string | Uint8Array>): Promise<void> {
  return pipeline(Readable.from(parts()), createWriteStream(path));
}

function formatDate(local: string): string {
  return local.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
}
