import { BoundedWriter, creatinine, FakeWriter, hl7, MSH } from '../gateway.spec-support';
import { waitFor } from '@renwatch/testing';
import { frameBounds } from './frame-bounds';
import {
  bounds,
  codeOf,
  intakeFor,
  MAX_FRAME_BYTES,
  newConnection,
  written,
} from './frame-intake.spec-support';

describe('FrameIntake of a frame that grows', () => {
  /** The smallest bound that the configuration allows. */
  const writer = () => new BoundedWriter(2 * bounds.recordsBytes);
  const repeated = (count: number, piece: string) => Array.from({ length: count }, () => piece);
  /** Its results precede its patients, so each patient's record repeats them. */
  const manyPatients = (count: number) =>
    hl7(
      MSH,
      ...repeated(500, 'OBX|1|NM|X||1'),
      ...Array.from({ length: count }, (_patient, i) => `PID|1||${i}||${'x'.repeat(1_000)}`),
    );

  it('keeps a frame beyond the bound as one dead letter, each time', async () => {
    const { take, events } = intakeFor({ writer: writer() });
    const { take: again, writer: written } = intakeFor({ writer: writer() });
    const frame = manyPatients(29);
    expect(codeOf(await take(frame))).toBe('AR');
    expect(events.told).toEqual([
      'dead letter ward too-many-records',
      'durable ward',
      'acknowledged ward AR',
    ]);
    expect(codeOf(await again(frame))).toBe('AR');
    expect(codeOf(await again(frame))).toBe('AR');
    expect(written.messages).toEqual([]);
    expect(written.deadLetters.map(({ payload, part }) => [payload, part])).toEqual(
      repeated(2, '').map(() => [frame.toString('base64'), null]),
    );
    expect(new Set(written.deadLetters.map(({ id }) => id)).size).toBe(1);
  });

  it('writes all records of a frame within the bound', async () => {
    const { take, writer: written } = intakeFor({ writer: writer() });
    expect(codeOf(await take(manyPatients(5)))).toBe('AA');
    expect(written.messages.map(({ patient }) => patient?.mrn)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('accepts two of the largest batches of short messages at once', async () => {
    const { take, writer: written } = intakeFor({ writer: writer() });
    const discharge = hl7(MSH.replace('ORU^R01', 'ADT^A03'), 'PID|1||900000017');
    const count = Math.floor(MAX_FRAME_BYTES / discharge.length) - 1;
    const batch = Buffer.concat([
      hl7('FHS|^~\\&'),
      ...repeated(count, '').map(() => discharge),
      hl7('FTS|1'),
    ]);
    const replies = await Promise.all([take(batch), take(batch)]);
    expect(replies.map(codeOf)).toEqual(['AA', 'AA']);
    expect(written.messages).toHaveLength(2 * count);
  });

  it('keeps a frame of many pieces that are not HL7', async () => {
    const { take, writer: written } = intakeFor({ writer: writer() });
    expect(codeOf(await take(hl7(...repeated(5_000, 'BTS|1\rx'))))).toBe('AR');
    expect(written.deadLetters.map(({ reason }) => reason)).toEqual(['too-many-records']);
  });

  it('rejects only the message whose repeated order number grows', async () => {
    const { take, writer: written } = intakeFor({ writer: writer() });
    const order = `OBR|1||${'n'.repeat(20_000)}`;
    const evil = hl7(MSH, 'PID|1||8', order, ...repeated(3_000, 'OBX|1|NM|X||1'));
    const frame = Buffer.concat([hl7('FHS|^~\\&'), creatinine('7', '1'), evil, creatinine('9', '2')]);
    expect(codeOf(await take(frame))).toBe('AR');
    expect(written.messages.map(({ patient }) => patient?.mrn)).toEqual(['7', '9']);
    expect(written.deadLetters).toMatchObject([
      { reason: 'record-too-large', payload: evil.toString('base64') },
    ]);
  });
});

describe('FrameIntake under load', () => {
  const COUNT = 40;
  const message = (mrn: string) => hl7(MSH, `PID|1||${mrn}`, `NTE|1||${'x'.repeat(2_000)}`);
  const batchOf = (count: number, mrn: string) =>
    Buffer.concat([hl7('FHS|^~\\&'), ...Array.from({ length: count }, () => message(mrn))]);
  const large = batchOf(COUNT, '7');
  /** The large batches fit just in. */
  const maxFrameBytes = large.length;

  it('answers every large batch, although their records together are above the bound', async () => {
    const { intake, writer } = intakeFor({
      ...{ maxFrameBytes, writer: new BoundedWriter(2 * frameBounds(maxFrameBytes).recordsBytes) },
    });
    const replies = Array.from({ length: 30 }, () => intake.frame(large, newConnection()));
    expect((await Promise.all(replies)).map(codeOf)).toEqual(Array.from(replies, () => 'AA'));
    expect(writer.messages).toHaveLength(30 * COUNT);
  });

  it('reads a small frame of another connection before large ones that wait', async () => {
    const { intake, writer } = intakeFor({ maxFrameBytes, writer: new FakeWriter('when-told') });
    for (let count = 0; count < 5; count += 1) void intake.frame(large, newConnection());
    void intake.frame(creatinine('small', '80'), newConnection());
    const placeOfSmall = () => writer.sent.findIndex(({ key }) => key === 'local|small');
    await waitFor(() => placeOfSmall() >= 0, { timeoutMs: 5_000, what: 'the small frame' });
    expect(placeOfSmall()).toBeLessThan(3 * COUNT);
  });

  it('keeps the order of a connection whatever the size of its frames', async () => {
    const { take, writer } = intakeFor({ maxFrameBytes });
    await Promise.all([take(large), take(creatinine('8', '80')), take(large), take(creatinine('9', '80'))]);
    const order = writer.sent.map(({ key }) => key).filter((key, at, keys) => key !== keys[at - 1]);
    expect(order).toEqual(['local|7', 'local|8', 'local|7', 'local|9']);
  });

  it('serves the event loop between the messages of a batch', async () => {
    const { take } = intakeFor({ maxFrameBytes });
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    const taken = take(large);
    const slow = jest.spyOn(performance, 'now');
    let nowMs = 0;
    slow.mockImplementation(() => (nowMs += 5));
    setImmediate(count);
    await taken;
    isDone = true;
    slow.mockRestore();
    expect(turns).toBeGreaterThan(5);
  });

  it('drops the frames that a closed connection left unread', async () => {
    const { intake, writer } = intakeFor({ maxFrameBytes, writer: new FakeWriter('when-told') });
    const [first, second, third] = [newConnection(), newConnection(), newConnection()];
    void intake.frame(large, first);
    const replies = [intake.frame(large, second), intake.frame(large, third)];
    intake.disconnected(second);
    await written(writer, COUNT);
    for (let index = 0; index < COUNT; index += 1) writer.settle(index);
    expect(await replies[0]).toBeUndefined();
    await written(writer, 2 * COUNT);
    for (let index = COUNT; index < 2 * COUNT; index += 1) writer.settle(index);
    expect(codeOf(await replies[1])).toBe('AA');
  });
});
