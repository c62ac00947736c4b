import { KafkaUnavailableError, RecordTooLargeError } from '@renwatch/kafka';
import { parseMessage } from '@renwatch/hl7';
import { type Reply } from '@renwatch/mllp';
import { creatinine, dialled, FakeWriter, hl7, listened, MSH } from '../gateway.spec-support';
import { codeOf, intakeFor, newConnection, written } from './frame-intake.spec-support';

const connection = newConnection();

describe('FrameIntake', () => {
  it('acknowledges a frame only after its record is written', async () => {
    const { take, writer, events } = intakeFor({ writer: new FakeWriter('when-told') });
    let reply: Reply | undefined;
    const taken = take(creatinine('7', '80')).then((answer) => (reply = answer));
    await written(writer, 1);
    expect(writer.sent.map(({ topic, key }) => [topic, key])).toEqual([['hl7.messages', 'local|7']]);
    await new Promise(setImmediate);
    expect(reply).toBeUndefined();
    writer.settle(0);
    expect(codeOf(await taken)).toBe('AA');
    expect(events.told).toEqual(['message ward ORU^R01', 'durable ward', 'acknowledged ward AA']);
  });

  it('hands frames to the writer at once, in order', async () => {
    const { take, writer } = intakeFor({ writer: new FakeWriter('when-told') });
    const values = ['1', '2', '3'];
    for (const value of values) void take(creatinine('7', value));
    await written(writer, 3);
    expect(writer.messages.map((record) => record.observations[0]?.value)).toEqual(values);
  });

  it('gives a resend the same id', async () => {
    const { take, writer } = intakeFor();
    await take(creatinine('7', '80'));
    await take(creatinine('7', '80'));
    const [first, again] = writer.messages;
    expect(again?.id).toBe(first?.id);
  });

  it('keys a message without a patient by its id', async () => {
    const { take, writer } = intakeFor();
    expect(codeOf(await take(hl7(MSH.replace('ORU^R01', 'MFN^M02'), 'MFI|x')))).toBe('AA');
    expect(writer.sent[0]?.key).toBe(writer.messages[0]?.id);
  });

  it.each([
    ['listened to', listened, 'AR'],
    ['dialled', dialled, 'AA'],
    ['configured otherwise', { ...listened, rejectWith: 'AE' as const }, 'AE'],
  ])('keeps a frame that is not HL7, then answers: feed %s', async (_name, feed, code) => {
    const { take, writer, events } = intakeFor({ feed });
    expect(codeOf(await take(Buffer.from('hello')))).toBe(code);
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
    const { take, writer } = intakeFor();
    await take(Buffer.from('hello'));
    await take(Buffer.from('hello'));
    await take(Buffer.from('hallo'));
    const [first, again, other] = writer.deadLetters.map(({ id }) => id);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('closes unanswered if Kafka cannot take the frame', async () => {
    const { take, events } = intakeFor({ writer: new FakeWriter(() => new KafkaUnavailableError('gone')) });
    expect(await take(creatinine('7', '80'))).toEqual({ close: true, reason: 'kafka-unavailable' });
    expect(await take(Buffer.from('hello'))).toEqual({ close: true, reason: 'kafka-unavailable' });
    expect(events.told).toEqual(['unacknowledged ward', 'unacknowledged ward']);
  });

  it('keeps a message whose record is above the topic’s limit', async () => {
    const refuse = ({ topic, value }: { topic: string; value: Buffer }) =>
      topic === 'hl7.messages' ? new RecordTooLargeError(topic, value.length) : undefined;
    const { take, writer } = intakeFor({ writer: new FakeWriter(refuse) });
    expect(codeOf(await take(creatinine('7', '80')))).toBe('AR');
    expect(writer.deadLetters[0]).toMatchObject({ reason: 'record-too-large' });
  });

  it('keeps a message whose record no consumer accepts, and logs why', async () => {
    const { take, writer, events, logged } = intakeFor({ feed: { ...listened, name: '' } });
    const frame = creatinine('7', '80');
    expect(codeOf(await take(frame))).toBe('AR');
    expect(writer.deadLetters).toMatchObject([
      { reason: 'unreadable', detail: 'feed: too_small', payload: frame.toString('base64') },
    ]);
    expect(writer.messages).toEqual([]);
    expect(events.told).toContain('dead letter  unreadable');
    expect(logged).toEqual([{ feed: '', fault: 'feed: too_small' }]);
  });

  it('leaves out a time that no record can hold', async () => {
    const { take, writer } = intakeFor({ feed: { ...listened, timezone: 'America/New_York' } });
    const far = creatinine('7', '80').toString().replace('20240331003000', '99991231235959');
    expect(codeOf(await take(Buffer.from(far)))).toBe('AA');
    expect(writer.messages).toMatchObject([{ sentAt: null, observations: [{ value: '80' }] }]);
  });

  it('writes a record for each patient, with one answer', async () => {
    const { take, writer } = intakeFor();
    const reply = await take(hl7(MSH, 'PID|1||a', 'OBX|1|NM|X||1', 'PID|2||b', 'OBX|1|NM|X||2'));
    expect(codeOf(reply)).toBe('AA');
    expect(
      writer.messages.map(({ patient, observations }) => [patient?.mrn, observations[0]?.value]),
    ).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  it('dates merges in the order of their arrival within one millisecond', async () => {
    const { take, writer } = intakeFor();
    const merge = (stays: string, goes: string) =>
      hl7(MSH.replace('ORU^R01', 'ADT^A40'), `PID|1||${stays}`, `MRG|${goes}`);
    await take(merge('a', 'b'));
    await take(Buffer.concat([merge('b', 'a'), merge('a', 'b')]));
    const times = writer.messages.map(({ receivedAt }) => Date.parse(receivedAt));
    const [first = 0] = times;
    expect(times).toEqual([first, first + 1, first + 2]);
  });

  it('answers each frame with a new control id', async () => {
    const { take } = intakeFor();
    const ids: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      const reply = await take(creatinine('7', '80'));
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
    const { take, writer, events } = intakeFor({ writer: new FakeWriter('when-told') });
    let reply: Reply | undefined;
    const taken = take(batch(creatinine('7', '1'), creatinine('8', '2'), creatinine('7', '3'))).then(
      (answer) => (reply = answer),
    );
    await written(writer, 3);
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
    const { take, writer } = intakeFor();
    const ack = hl7(MSH.replace('ORU^R01', 'ACK'), 'MSA|AA|X1');
    const reply = await take(batch(ack, creatinine('7', '1')));
    expect(reply && 'payload' in reply && parseMessage(reply.payload).get('MSH-9')).toBe('ACK^R01^ACK');
    expect(writer.messages).toHaveLength(1);
  });

  it('closes unanswered if any message is not durable', async () => {
    const fail = ({ key }: { key: string }) =>
      key === 'local|8' ? new KafkaUnavailableError('gone') : undefined;
    const { take } = intakeFor({ writer: new FakeWriter(fail) });
    const reply = await take(batch(creatinine('7', '1'), creatinine('8', '2')));
    expect(reply).toEqual({ close: true, reason: 'kafka-unavailable' });
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
    const again = newConnection();
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
