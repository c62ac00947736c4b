import { hl7, MSH, ward } from '../intake.spec-support';
import { readFrame, type ReadFrameOptions } from './read-frame';

const options: ReadFrameOptions = {
  feed: { ...ward, charset: undefined },
  receivedAt: new Date(0),
  maxRecordBytes: 64 * 1024,
};
const patients = (count: number): string[] => Array.from({ length: count }, (_patient, i) => `PID|1||${i}`);

describe('readFrame', () => {
  it('reads each message when it is asked for', () => {
    let read = 0;
    const feed = {
      ...options.feed,
      get authority() {
        read += 1;
        return 'local';
      },
    };
    const messages = readFrame(hl7(MSH, ...patients(50)), { ...options, feed });
    expect(read).toBe(0);
    for (let i = 1; i <= 3; i += 1) {
      const key = `local|${i - 1}`;
      expect(messages.next().value).toMatchObject({ kind: 'message', record: { patient: { key } } });
      expect(read).toBe(i);
    }
  });

  it.each([
    ['bytes that are not HL7', Buffer.from('hello'), 'not-hl7'],
    [
      'a record above the limit',
      hl7(MSH, 'PID|1||1', `OBX|1|ST|A||${'x'.repeat(70_000)}`),
      'record-too-large',
    ],
    [
      'more patients than bounds allow',
      hl7(`${MSH}${'|x'.repeat(20_000)}`, ...patients(500)),
      'too-many-patients',
    ],
  ])('refuses %s', (_case, bytes, reason) => {
    expect([...readFrame(bytes, options)]).toMatchObject([{ kind: 'refused', bytes, reason }]);
  });

  it.each([
    ['T', ['P'], 'processing-id'],
    ['D^T', ['P'], 'processing-id'],
    ['P^I', ['P'], undefined],
    ['', ['P'], undefined],
    ['T', ['P', 'T'], undefined],
  ])('refuses MSH-11 %j at a feed that takes %j: %s', (processing, processingIds, reason) => {
    const bytes = hl7(MSH.replace('|||2.5', `||${processing}|2.5`), 'PID|1||1');
    const [read] = readFrame(bytes, { ...options, feed: { ...options.feed, processingIds } });
    expect(read?.kind === 'refused' ? read.reason : undefined).toBe(reason);
  });

  it('reports a bug by its place, without the content of the message', () => {
    const feed = {
      ...options.feed,
      get authority(): string {
        throw new TypeError('patient 1');
      },
    };
    const [read] = readFrame(hl7(MSH, 'PID|1||1'), { ...options, feed });
    expect(read).toMatchObject({
      reason: 'unreadable',
      fault: expect.stringMatching(/^TypeError at .*read/),
    });
    expect(JSON.stringify(read)).not.toContain('patient 1');
  });
});
