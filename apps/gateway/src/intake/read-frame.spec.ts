import { maxRecordBytes } from '@renwatch/events';
import { hl7, listened, MSH } from '../gateway.spec-support';
import { readFrame } from './read-frame';

describe('the messages of a frame', () => {
  it('are read one by one, as they are asked for', () => {
    let read = 0;
    const feed = {
      ...listened,
      get authority() {
        read += 1;
        return 'local';
      },
    };
    const patients = Array.from({ length: 50 }, (_one, i) => `PID|1||${i}`);
    const options = { feed, receivedAt: new Date(0), maxRecordBytes: maxRecordBytes(4096) };
    const messages = readFrame(hl7(MSH, ...patients), options);
    expect(read).toBe(0);
    for (let i = 1; i <= 3; i += 1) {
      expect(messages.next().value).toMatchObject({ kind: 'message', record: { key: `local|${i - 1}` } });
      expect(read).toBe(i);
    }
  });
});
