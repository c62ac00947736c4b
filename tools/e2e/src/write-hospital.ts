import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCreatinineCsvHeader, formatCreatinineCsvRow } from '@renwatch/datasets';
import { Cohort, type CohortMessage } from '@renwatch/cohort';
import { encodeFrame } from '@renwatch/mllp';

export interface HospitalFiles {
  messages: string;
  history: string;
  /** The messages of the file, in order. */
  stream: readonly CohortMessage[];
  /** Messages of the stream, and results among them. */
  messageCount: number;
  resultCount: number;
}

export interface HospitalSize {
  days: number;
  beds?: number;
  seed?: string;
}

/** Writes some days of a synthetic hospital into files of the course's form. */
export function writeHospital(folder: string, { days, beds, seed = 'e2e' }: HospitalSize): HospitalFiles {
  const cohort = new Cohort({ seed, ...(beds === undefined ? {} : { beds }) });
  const rows = [...cohort.history()];
  const width = Math.max(...rows.map(({ results }) => results.length));
  const lines = rows.map((row) => formatCreatinineCsvRow('history', row, width));
  const stream = [...cohort.messages({ days })];
  const files = { messages: join(folder, 'messages.mllp'), history: join(folder, 'history.csv') };
  writeFileSync(files.history, `${[formatCreatinineCsvHeader('history', width), ...lines].join('\n')}\n`);
  writeFileSync(files.messages, Buffer.concat(stream.map(({ bytes }) => encodeFrame(bytes))));
  const resultCount = stream.filter(({ result }) => result !== undefined).length;
  return { ...files, stream, messageCount: stream.length, resultCount };
}
