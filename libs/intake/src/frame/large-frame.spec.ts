import { maxRecordBytes } from '@renwatch/events';
import { hl7, MSH, ward } from '../intake.spec-support';
import { readFrame } from './read-frame';

const FRAME_BYTES = 4 * 1024 * 1024;
const OBX = 'OBX|1|NM|14682-9^Creatinine^LN||103|umol/L|60-110||||F|||20240331004500';
const NTE = `NTE|1||${'z'.repeat(190)}`;
const repeated = (count: number, ...segments: string[]) =>
  Array.from({ length: count }, () => segments).flat();
const patient = (i: number, ...segments: string[]) => [`PID|1||${i}`, 'OBR|1||o1', ...segments];
const patients = (count: number, ...segments: string[]) =>
  Array.from({ length: count }, (_patient, i) => patient(i, ...segments)).flat();

/** Reads a frame of the largest size and counts its messages. */
function countsOf(frame: Buffer) {
  expect(frame.length).toBeGreaterThan(0.9 * FRAME_BYTES);
  expect(frame.length).toBeLessThanOrEqual(FRAME_BYTES);
  const counts = { messages: 0, observations: 0, mrns: new Set<string>(), bytes: 0, refused: 0 };
  const options = {
    feed: { ...ward, charset: undefined },
    receivedAt: new Date(0),
    maxRecordBytes: maxRecordBytes(FRAME_BYTES),
  };
  for (const read of readFrame(frame, options)) {
    if (read.kind !== 'message') counts.refused += 1;
    else {
      const { record } = read;
      counts.messages += 1;
      counts.observations += record.observations.length;
      counts.mrns.add(record.patient?.mrn ?? '');
      counts.bytes += read.bytes.length;
    }
  }
  const { mrns, ...rest } = counts;
  return { ...rest, patients: mrns.size };
}

// Quadratic work on any of these would take many minutes.
describe('readFrame of 4 MiB', () => {
  it.each<[string, Buffer, { messages: number; observations: number; patients: number }]>([
    [
      'many comments',
      hl7(MSH, ...patient(1, OBX, ...repeated(21_000, NTE))),
      { messages: 1, observations: 1, patients: 1 },
    ],
    [
      'many results',
      hl7(MSH, ...patient(1, ...repeated(15_500, OBX, NTE))),
      { messages: 1, observations: 15_500, patients: 1 },
    ],
    [
      'many patients',
      hl7(MSH, ...patients(1_000, OBX, ...repeated(20, NTE))),
      { messages: 1_000, observations: 1_000, patients: 1_000 },
    ],
    [
      'a batch of messages, each about many patients with many results',
      hl7('FHS|^~\\&', ...repeated(10, MSH, ...patients(50, ...repeated(30, OBX, NTE))), 'FTS|1'),
      { messages: 500, observations: 15_000, patients: 50 },
    ],
  ])(
    'reads %s whole',
    (_case, frame, counts) => {
      const { bytes, ...found } = countsOf(frame);
      expect(found).toEqual({ ...counts, refused: 0 });
      const header = MSH.length + 1;
      expect(bytes).toBeGreaterThan(frame.length - 40 * header);
      expect(bytes).toBeLessThanOrEqual(frame.length + counts.messages * header);
    },
    120_000,
  );
});
