import { deadLetter, decodeDeadLetter, type DeadLetterRecord } from '@renwatch/events';
import { DeadLetterWriter } from './dead-letter.writer';
import { type OutgoingRecord } from './outgoing-record';

const letterOf = (offset: number, bytes: number): DeadLetterRecord =>
  deadLetter({
    origin: 'pager',
    place: ['aki.alerts', 0, String(offset)],
    reason: 'invalid-record',
    detail: 'the value is not JSON in UTF-8',
    source: { topic: 'aki.alerts', partition: 0, offset: String(offset) },
    failedAt: new Date('2024-03-31T00:54:01.000Z'),
    payload: new Uint8Array(bytes),
  });

/** Holds each record until it is released. */
class HeldProducer {
  readonly sent: OutgoingRecord[] = [];
  private settle: (error?: Error) => void = () => undefined;

  send(record: OutgoingRecord): Promise<void> {
    this.sent.push(record);
    return new Promise((resolve, reject) => {
      this.settle = (error) => (error ? reject(error) : resolve());
    });
  }

  async release(error?: Error): Promise<void> {
    this.settle(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('DeadLetterWriter', () => {
  let producer: HeldProducer;
  let writer: DeadLetterWriter;

  beforeEach(() => {
    producer = new HeldProducer();
    writer = new DeadLetterWriter({ producer, maxPayloadBytes: 3 });
  });

  it('sends records one at a time, in order and in parts', async () => {
    const letters = [letterOf(1, 5), letterOf(2, 1)];
    const writing = writer.write(letters);
    const inFlight: number[] = [];
    for (let sent = 1; sent <= 3; sent += 1) {
      inFlight.push(producer.sent.length);
      await producer.release();
    }
    await writing;
    expect(inFlight).toEqual([1, 2, 3]);
    const written = producer.sent.map(({ value }) => decodeDeadLetter(value));
    expect(written.map(({ source, part }) => [source.offset, part])).toEqual([
      ['1', { index: 0, last: false }],
      ['1', { index: 1, last: true }],
      ['2', null],
    ]);
    expect(producer.sent.map(({ topic, key }) => [topic, key])).toEqual(
      written.map(({ id }) => ['dead-letters', id]),
    );
  });

  it('rejects with the first failure and sends nothing after it', async () => {
    const writing = expect(writer.write([letterOf(1, 1), letterOf(2, 1)])).rejects.toThrow('broker is away');
    await producer.release(new Error('broker is away'));
    await writing;
    expect(producer.sent).toHaveLength(1);
  });
});
