import { type CreatinineResult, type DecisionSubject, parseCreatinine, type Sex } from '@renwatch/aki';
import { FrameDecoder } from '@renwatch/mllp';

import { UsageError } from '../args/usage.error';
import { type JudgedCase, judge } from './judged-case';
import { readCsvRows } from './read-csv-rows';
import { readBytes, readLines } from './read-text';

const MAX_FRAME_BYTES = 1 << 20;
const UNKNOWN: DecisionSubject = { birthDate: null, sex: 'U' };

/**
 * The creatinine results of a recorded stream, each with the history it had when it came: history.csv and the stream's
 * earlier results of that patient. Off line and without the services; times are read as UTC.
 * @throws UsageError when a file cannot be read or is of another form
 */
export function streamCases(files: { messages: string; history: string; aki: string }): JudgedCase[] {
  const results = readHistory(files.history);
  const truth = readTruth(files.aki);
  const subjects = new Map<string, DecisionSubject>();
  const cases: JudgedCase[] = [];
  for (const message of readMessages(files.messages)) {
    const mrn = (message.field('PID', 3).split('^')[0] ?? '').trim();
    if (message.field('PID', 7) !== '') subjects.set(mrn, subjectOf(message));
    const observed = /^\d{12,14}/
      .exec(message.field('OBX', 14) || message.field('OBR', 7))?.[0]
      ?.padEnd(14, '0');
    if (message.field('OBX', 3).split('^')[0] !== 'CREATININE' || observed === undefined) continue;
    const value = parseCreatinine({
      valueType: message.field('OBX', 2),
      value: message.field('OBX', 5),
      unit: message.field('OBX', 6),
      defaultUnit: 'umol/L',
    });
    if (!value.ok) continue;
    const own = results.get(mrn) ?? [];
    results.set(mrn, own);
    const current = {
      id: `s${cases.length}`,
      observedAtMs: toMs(observed),
      umolPerL: Number(value.umolPerL),
    };
    const subject = subjects.get(mrn) ?? UNKNOWN;
    cases.push(judge({ current, earlier: own, subject, aki: truth.has(`${mrn},${observed}`), group: mrn }));
    own.push(current);
  }
  if (cases.length === 0) throw new UsageError(`${files.messages}: it holds no creatinine result`);
  return cases;
}

interface Message {
  /** The field's text; empty when the segment or the field is absent. */
  field(segment: string, number: number): string;
}

function* readMessages(path: string): Generator<Message> {
  const decoder = new FrameDecoder({ maxFrameBytes: MAX_FRAME_BYTES });
  for (const event of [...decoder.push(readBytes(path)), ...decoder.end()]) {
    if (event.kind !== 'frame') continue;
    const segments = event.payload
      .toString('utf8')
      .split(/[\r\n]+/)
      .map((segment) => segment.split('|'));
    yield {
      field: (name, number) => segments.find((segment) => segment[0] === name)?.[number] ?? '',
    };
  }
}

function subjectOf(message: Message): DecisionSubject {
  const date = /^(\d{4})(\d{2})(\d{2})/.exec(message.field('PID', 7));
  const sex = message.field('PID', 8).slice(0, 1).toUpperCase();
  return {
    birthDate: date ? date.slice(1).join('-') : null,
    sex: sex === 'F' || sex === 'M' ? sex : ('U' satisfies Sex),
  };
}

function readHistory(path: string): Map<string, CreatinineResult[]> {
  return new Map(
    readCsvRows(path, ['mrn']).map((row) => [
      row.mrn ?? '',
      row.results.map((result, index) => ({
        id: `h${index}`,
        observedAtMs: result.observedAtMs,
        umolPerL: Number(result.umolPerL),
      })),
    ]),
  );
}

function readTruth(path: string): Set<string> {
  const [header = '', ...lines] = readLines(path);
  if (header.trim() !== 'mrn,date') throw new UsageError(`${path}: the header is not mrn,date`);
  return new Set(
    lines
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [mrn = '', date = ''] = line.trim().split(',');
        return `${mrn},${date.replace(/\D/g, '').padEnd(14, '0')}`;
      }),
  );
}

function toMs(local: string): number {
  const part = (from: number, to: number) => Number(local.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}
