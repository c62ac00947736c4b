import { type CreatinineResult, type DecisionSubject, parseCreatinine } from '@renwatch/aki';
import { formatLocal14, Hl7ParseError, type Hl7Message, parseMessage, parseTimestamp } from '@renwatch/hl7';
import { FrameDecoder } from '@renwatch/mllp';

import { UsageError } from '../command-line/usage.error';
import { type JudgedCase, judge } from './judged-case';
import { readRows } from './read-rows';
import { readBytes, readLines } from './read-text';
import { type UnmetAki } from './unmet-aki';

const MAX_FRAME_BYTES = 1 << 20;
const UNKNOWN: DecisionSubject = { birthDate: null, sex: 'U' };

export interface StreamCases {
  readonly cases: readonly JudgedCase[];
  /** Labels without a result in the stream. */
  readonly unmet: readonly UnmetAki[];
}

/**
 * Reads the creatinine results of a recorded stream, each with the history at that time: the history file and earlier results
 * of the stream. Simpler than the services: no corrections, no merges; times are read as UTC.
 * @throws UsageError if a file cannot be read or has another form
 */
export async function streamCases(files: {
  messages: string;
  history: string;
  aki: string;
}): Promise<StreamCases> {
  const results = await readHistory(files.history);
  const truth = readTruth(files.aki);
  const unmet = new Map(truth);
  const subjects = new Map<string, DecisionSubject>();
  const cases: JudgedCase[] = [];
  for (const message of readMessages(files.messages)) {
    const mrn = message.get('PID-3.1').trim();
    if (message.get('PID-7') !== '') subjects.set(mrn, subjectOf(message));
    const own = results.get(mrn) ?? [];
    results.set(mrn, own);
    for (const { local, umolPerL } of creatinineOf(message)) {
      const current = { id: `s${cases.length}`, observedAtMs: toMs(local), umolPerL };
      const subject = subjects.get(mrn) ?? UNKNOWN;
      const key = `${mrn},${local}`;
      cases.push(judge({ current, earlier: [...own], subject, aki: truth.has(key), group: mrn }));
      unmet.delete(key);
      own.push(current);
    }
  }
  if (cases.length === 0) throw new UsageError(`${files.messages}: it has no creatinine result`);
  return { cases, unmet: [...unmet.values()] };
}

function* readMessages(path: string): Generator<Hl7Message> {
  const decoder = new FrameDecoder({ maxFrameBytes: MAX_FRAME_BYTES });
  for (const event of [...decoder.push(readBytes(path)), ...decoder.end()]) {
    if (event.kind !== 'frame') continue;
    try {
      yield parseMessage(event.payload);
    } catch (cause) {
      if (!(cause instanceof Hl7ParseError)) throw cause;
    }
  }
}

/** The valid creatinine values of a message, each with its time as 14 digits. */
function* creatinineOf(message: Hl7Message): Generator<{ local: string; umolPerL: number }> {
  let orderTime = '';
  for (const segment of message.segments) {
    if (segment.name === 'OBR') orderTime = segment.get('7');
    if (segment.name !== 'OBX' || segment.get('3.1') !== 'CREATININE') continue;
    const time = parseTimestamp(segment.get('14') || orderTime, { timezone: 'UTC' });
    const value = parseCreatinine({
      valueType: segment.get('2'),
      value: segment.get('5'),
      unit: segment.get('6.1'),
      defaultUnit: 'umol/L',
    });
    if (time && value.ok) yield { local: formatLocal14(time.local), umolPerL: Number(value.umolPerL) };
  }
}

function subjectOf(message: Hl7Message): DecisionSubject {
  const date = /^(\d{4})(\d{2})(\d{2})/.exec(message.get('PID-7'));
  const sex = message.get('PID-8').slice(0, 1).toUpperCase();
  return { birthDate: date ? date.slice(1).join('-') : null, sex: sex === 'F' || sex === 'M' ? sex : 'U' };
}

async function readHistory(path: string): Promise<Map<string, CreatinineResult[]>> {
  const { rows } = await readRows(path, ['mrn']);
  const byMrn = new Map<string, CreatinineResult[]>();
  for (const { mrn, results } of rows) {
    const own = byMrn.get(mrn ?? '') ?? [];
    byMrn.set(mrn ?? '', own);
    for (const { observedAtMs, umolPerL } of results) {
      own.push({ id: `h${own.length}`, observedAtMs, umolPerL: Number(umolPerL) });
    }
  }
  return byMrn;
}

/** Returns labels by `mrn,time`. */
function readTruth(path: string): Map<string, UnmetAki> {
  const [header = '', ...lines] = readLines(path);
  if (header.trim() !== 'mrn,date') throw new UsageError(`${path}: the header is not mrn,date`);
  return new Map(
    lines
      .filter((line) => line.trim() !== '')
      .map((line): [string, UnmetAki] => {
        const [mrn = '', date = ''] = line.trim().split(',');
        return [`${mrn},${date.replace(/\D/g, '').padEnd(14, '0')}`, { aki: true, group: mrn }];
      }),
  );
}

function toMs(local: string): number {
  const part = (from: number, to: number) => Number(local.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}
