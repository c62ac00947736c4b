import { KafkaUnavailableError, RecordTooLargeError } from '@renwatch/kafka';
import { parseMessage } from '@renwatch/hl7';
import { type ConnectionInfo, type Reply } from '@renwatch/mllp';
import { BoundedWriter, creatinine, dialled, FakeWriter, hl7, listened, MSH } from '../gateway.spec-support';
import { bounds, codeOf, intakeFor, MAX_FRAME_BYTES } from './frame-intake.spec-support';

const connection: ConnectionInfo = {
  ...{ id: 1, peer: '127.0.0.1:5', address: '127.0.0.1' },
  openedAt: new Date(0),
};

describe('FrameIntake', () => {
  it('acknowledges a frame only after its record is written', async () => {
    const { intake, writer, events } = intakeFor({ writer: new FakeWriter('when-told') });
    let reply: Reply | undefined;
    const taken = intake.frame(creatinine('7', '80')).then((answer) => (reply = answer));
    expect(writer.sent.map(({ topic, key }) => [topic, key])).toEqual([['hl7.messages', 'local|7']]);
    await new Promise(setImmediate);
    expect(reply).toBeUndefined();
    writer.settle(0);
    expect(codeOf(await taken)).toBe('AA');
    expect(events.told).toEqual(['message ward ORU^R01', 'durable ward', 'acknowledged ward AA']);
  });

  it('hands frames to the writer at once, in order', () => {
    const { intake, writer } = intakeFor({ writer: new FakeWriter('when-told') });
    const values = ['1', '2', '3'];
    for (const value of values) void intake.frame(creatinine('7', value));
    expect(writer.messages.map((record) => record.observations[0]?.value)).toEqual(values);
  });

  it('gives a resend the same id', async () => {
    const { intake, writer } = intakeFor();
    await intake.frame(creatinine('7', '80'));
    await intake.frame(creatinine('7', '80'));
    const [first, again] = writer.messages;
    expect(again?.id).toBe(first?.id);
  });

  it('keys a message without a patient by its id', async () => {
    const { intake, writer } = intakeFor();
    expect(codeOf(await intake.frame(hl7(MSH.replace('ORU^R01', 'MFN^M02'), 'MFI|x')))).toBe('AA');
    expect(writer.sent[0]?.key).toBe(writer.messages[0]?.id);
  });

  it.each([
    ['listened to', listened, 'AR'],
    ['dialled', dialled, 'AA'],
    ['configured otherwise', { ...listened, rejectWith: 'AE' as const }, 'AE'],
  ])('keeps a frame that is not HL7, then answers: feed %s', async (_name, feed, code) => {
    const { intake, writer, events } = intakeFor({ feed });
    expect(codeOf(await intake.frame(Buffer.from('hello')))).toBe(code);
    expect(writer.deadLetters).toMatchObject([
      {
        origin: 'gateway',
        reason: 'not-hl7',
        payload: Buffer.from('hello').toString('base64'),
        part: null,
      },
    ]);
    expect(writer.messages).toEqual([]);
    expect(events.told).toContain(`dead letter ${feed.name} not-hl7`);
  });

  it('gives the dead letter of a resend the same id', async () => {
    const { intake, writer } = intakeFor();
    await intake.frame(Buffer.from('hello'));
    await intake.frame(Buffer.from('hello'));
    await intake.frame(Buffer.from('hallo'));
    const [first, again, other] = writer.deadLetters.map(({ id }) => id);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('closes unanswered if Kafka cannot take the frame', async () => {
    const { intake, events } = intakeFor({ writer: new FakeWriter(() => new KafkaUnavailableError('gone')) });
    expect(await intake.frame(creatinine('7', '80'))).toEqual({ close: true, reason: 'kafka-unavailable' });
    expect(await intake.frame(Buffer.from('hello'))).toEqual({ close: true, reason: 'kafka-unavailable' });
    expect(events.told).toEqual(['unacknowledged ward', 'unacknowledged ward']);
  });

  it('keeps a message whose record is above the topic’s limit', async () => {
    const refuse = ({ topic, value }: { topic: string; value: Buffer }) =>
      topic === 'hl7.messages' ? new RecordTooLargeError(topic, value.length) : undefined;
    const { intake, writer } = intakeFor({ writer: new FakeWriter(refuse) });
    expect(codeOf(await intake.frame(creatinine('7', '80')))).toBe('AR');
    expect(writer.deadLetters[0]).toMatchObject({ reason: 'record-too-large' });
  });

  it('keeps a message whose record no consumer accepts, and logs why', async () => {
    const { intake, writer, events, logged } = intakeFor({ feed: { ...listened, name: '' } });
    const frame = creatinine('7', '80');
    expect(codeOf(await intake.frame(frame))).toBe('AR');
    expect(writer.deadLetters).toMatchObject([
      { reason: 'unreadable', detail: 'feed: too_small', payload: frame.toString('base64') },
    ]);
    expect(writer.messages).toEqual([]);
    expect(events.told).toContain('dead letter  unreadable');
    expect(logged).toEqual([{ feed: '', fault: 'feed: too_small' }]);
  });

  it('leaves out a time that no record can hold', async () => {
    const { intake, writer } = intakeFor({ feed: { ...listened, timezone: 'America/New_York' } });
    const far = creatinine('7', '80').toString().replace('20240331003000', '99991231235959');
    expect(codeOf(await intake.frame(Buffer.from(far)))).toBe('AA');
    expect(writer.messages).toMatchObject([{ sentAt: null, observations: [{ value: '80' }] }]);
  });

  it('writes a record for each patient, with one answer', async () => {
    const { intake, writer } = intakeFor();
    const reply = await intake.frame(hl7(MSH, 'PID|1||a', 'OBX|1|NM|X||1', 'PID|2||b', 'OBX|1|NM|X||2'));
    expect(codeOf(reply)).toBe('AA');
    expect(
      writer.messages.map(({ patient, observations }) => [patient?.mrn, observations[0]?.value]),
    ).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  it('dates merges in the order of their arrival within one millisecond', async () => {
    const { intake, writer } = intakeFor();
    const merge = (stays: string, goes: string) =>
      hl7(MSH.replace('ORU^R01', 'ADT^A40'), `PID|1||${stays}`, `MRG|${goes}`);
    await intake.frame(merge('a', 'b'));
    await intake.frame(Buffer.concat([merge('b', 'a'), merge('a', 'b')]));
    const times = writer.messages.map(({ receivedAt }) => Date.parse(receivedAt));
    const [first = 0] = times;
    expect(times).toEqual([first, first + 1, first + 2]);
  });

  it('answers each frame with a new control id', async () => {
    const { intake } = intakeFor();
    const ids: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      const reply = await intake.frame(creatinine('7', '80'));
      if (reply && 'payload' in reply) ids.push(parseMessage(reply.payload).controlId);
    }
    expect(new Set(ids).size).toBe(40);
    for (const id of ids) expect(id).toMatch(/^[0-9A-Z]{1,20}$/);
  });
});

describe('FrameIntake of a batch', () => {
  const batch = (...messages: Buffer[]) =>
    Buffer.concat([hl7('FHS|^~\\&', 'BHS|^~\\&'), ...messages, hl7(`BTS|${messages.length}`, 'FTS|1')]);

  it('writes each message in order and answers once, after all', async () => {
    const { intake, writer, events } = intakeFor({ writer: new FakeWriter('when-told') });
    let reply: Reply | undefined;
    const taken = intake
      .frame(batch(creatinine('7', '1'), creatinine('8', '2'), creatinine('7', '3')))
      .then((answer) => (reply = answer));
    expect(writer.messages.map(({ observations }) => observations[0]?.value)).toEqual(['1', '2', '3']);
    writer.settle(2);
    writer.settle(0);
    await new Promise(setImmediate);
    expect(reply).toBeUndefined();
    writer.settle(1);
    expect(codeOf(await taken)).toBe('AA');
    expect(events.told.filter((line) => line.startsWith('acknowledged'))).toHaveLength(1);
  });

  it('answers for the messages beside an acknowledgement', async () => {
    const { intake, writer } = intakeFor();
    const ack = hl7(MSH.replace('ORU^R01', 'ACK'), 'MSA|AA|X1');
    const reply = await intake.frame(batch(ack, creatinine('7', '1')));
    expect(reply && 'payload' in reply && parseMessage(reply.payload).get('MSH-9')).toBe('ACK^R01^ACK');
    expect(writer.messages).toHaveLength(1);
  });

  it('closes unanswered if any message is not durable', async () => {
    const fail = ({ key }: { key: string }) =>
      key === 'local|8' ? new KafkaUnavailableError('gone') : undefined;
    const { intake } = intakeFor({ writer: new FakeWriter(fail) });
    const reply = await intake.frame(batch(creatinine('7', '1'), creatinine('8', '2')));
    expect(reply).toEqual({ close: true, reason: 'kafka-unavailable' });
  });
});

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
    const { intake, events } = intakeFor({ writer: writer() });
    const { intake: again, writer: written } = intakeFor({ writer: writer() });
    const frame = manyPatients(29);
    expect(codeOf(await intake.frame(frame))).toBe('AR');
    expect(events.told).toEqual([
      'dead letter ward too-many-records',
      'durable ward',
      'acknowledged ward AR',
    ]);
    expect(codeOf(await again.frame(frame))).toBe('AR');
    expect(codeOf(await again.frame(frame))).toBe('AR');
    expect(written.messages).toEqual([]);
    expect(written.deadLetters.map(({ payload, part }) => [payload, part])).toEqual(
      repeated(2, '').map(() => [frame.toString('base64'), null]),
    );
    expect(new Set(written.deadLetters.map(({ id }) => id)).size).toBe(1);
  });

  it('writes all records of a frame within the bound', async () => {
    const { intake, writer: written } = intakeFor({ writer: writer() });
    expect(codeOf(await intake.frame(manyPatients(5)))).toBe('AA');
    expect(written.messages.map(({ patient }) => patient?.mrn)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('accepts two of the largest batches of short messages at once', async () => {
    const { intake, writer: written } = intakeFor({ writer: writer() });
    const discharge = hl7(MSH.replace('ORU^R01', 'ADT^A03'), 'PID|1||900000017');
    const count = Math.floor(MAX_FRAME_BYTES / discharge.length) - 1;
    const batch = Buffer.concat([
      hl7('FHS|^~\\&'),
      ...repeated(count, '').map(() => discharge),
      hl7('FTS|1'),
    ]);
    const replies = await Promise.all([intake.frame(batch), intake.frame(batch)]);
    expect(replies.map(codeOf)).toEqual(['AA', 'AA']);
    expect(written.messages).toHaveLength(2 * count);
  });

  it('keeps a frame of many pieces that are not HL7', async () => {
    const { intake, writer: written } = intakeFor({ writer: writer() });
    expect(codeOf(await intake.frame(hl7(...repeated(5_000, 'BTS|1\rx'))))).toBe('AR');
    expect(written.deadLetters.map(({ reason }) => reason)).toEqual(['too-many-records']);
  });

  it('rejects only the message whose repeated order number grows', async () => {
    const { intake, writer: written } = intakeFor({ writer: writer() });
    const order = `OBR|1||${'n'.repeat(20_000)}`;
    const evil = hl7(MSH, 'PID|1||8', order, ...repeated(3_000, 'OBX|1|NM|X||1'));
    const frame = Buffer.concat([hl7('FHS|^~\\&'), creatinine('7', '1'), evil, creatinine('9', '2')]);
    expect(codeOf(await intake.frame(frame))).toBe('AR');
    expect(written.messages.map(({ patient }) => patient?.mrn)).toEqual(['7', '9']);
    expect(written.deadLetters).toMatchObject([
      { reason: 'record-too-large', payload: evil.toString('base64') },
    ]);
  });
});

describe('FrameIntake of an oversize frame', () => {
  const part = (text: string, index: number, last: boolean) => ({ payload: Buffer.from(text), index, last });

  it('keeps its parts under one message id and answers once', async () => {
    const { intake, writer } = intakeFor();
    const first = 'MSH|^~\\&|A|B|C|D|20240331||ORU^R01|ID-7|P|2.5\rOBX|';
    expect(await intake.oversizePart(part(first, 0, false), connection)).toBeUndefined();
    expect(await intake.oversizePart(part('x'.repeat(50), 1, false), connection)).toBeUndefined();
    const reply = await intake.oversizePart(part('x'.repeat(50), 2, true), connection);
    expect(codeOf(reply)).toBe('AR');
    expect(reply && 'payload' in reply && parseMessage(reply.payload).get('MSA-2')).toBe('ID-7');
    const letters = writer.deadLetters;
    expect(letters.map(({ reason, part: kept }) => [reason, kept?.index, kept?.last])).toEqual([
      ['too-large', 0, false],
      ['too-large', 1, false],
      ['too-large', 2, true],
    ]);
    expect(new Set(letters.map(({ source }) => source.messageId)).size).toBe(1);
    expect(new Set(letters.map(({ id }) => id)).size).toBe(3);
    const whole = Buffer.concat(letters.map(({ payload }) => Buffer.from(payload, 'base64')));
    expect(whole.toString()).toBe(first + 'x'.repeat(100));
  });

  it('gives a resend the same ids, even after a broken connection', async () => {
    const { intake, writer } = intakeFor();
    await intake.oversizePart(part('aaaa', 0, false), connection);
    intake.disconnected(connection);
    const again = { ...connection, id: 2 };
    await intake.oversizePart(part('aaaa', 0, false), again);
    await intake.oversizePart(part('bb', 1, true), again);
    const [broken, first, second] = writer.deadLetters;
    expect(first?.id).toBe(broken?.id);
    expect(second?.source.messageId).toBe(first?.source.messageId);
  });

  it('closes unanswered if Kafka cannot take a part', async () => {
    const { intake } = intakeFor({ writer: new FakeWriter(() => new KafkaUnavailableError('gone')) });
    expect(await intake.oversizePart(part('a', 0, false), connection)).toMatchObject({ close: true });
  });
});
