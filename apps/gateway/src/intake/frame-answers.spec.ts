import { KafkaUnavailableError } from '@renwatch/kafka';
import { type Reply } from '@renwatch/mllp';
import { creatinine, FakeWriter, hl7, listened, MSH } from '../gateway.spec-support';
import { codeOf, intakeFor } from './frame-intake.spec-support';

describe('FrameIntake of messages that are ignored', () => {
  it.each([
    ['an empty frame', Buffer.alloc(0), 'heartbeat'],
    ['a blank frame', Buffer.from('\r\n \0'), 'heartbeat'],
    ['an acknowledgement', hl7(MSH.replace('ORU^R01', 'ACK^R01^ACK'), 'MSA|AA|X1'), 'acknowledgement'],
    ['an acknowledgement of type ack', hl7(MSH.replace('ORU^R01', 'ack'), 'MSA|AA|X1'), 'acknowledgement'],
    ['a delayed acknowledgement', hl7(MSH.replace('ORU^R01', 'MCF'), 'MSA|AA|X1'), 'acknowledgement'],
    ['an acknowledgement without MSA', hl7(MSH.replace('ORU^R01', 'ACK')), 'acknowledgement'],
    [
      'an acknowledgement with an observation',
      hl7(MSH.replace('ORU^R01', 'ACK^R01'), 'MSA|AA|X1', 'OBX|1'),
      'acknowledgement',
    ],
    [
      'a response without results',
      hl7(MSH.replace('ORU^R01', 'ORR^O02'), 'MSA|AA|X1', 'PID|1||7'),
      'acknowledgement',
    ],
  ])('neither keeps nor answers %s', async (_name, frame, reason) => {
    const { take, writer, events } = intakeFor();
    expect(await take(frame)).toBeUndefined();
    expect(writer.sent).toEqual([]);
    expect(events.told).toEqual([`ignored ward ${reason}`]);
  });

  it('keeps and answers the results of a query', async () => {
    const { take, writer } = intakeFor();
    const response = hl7(MSH.replace('ORU^R01', 'ORF^R04'), 'MSA|AA|X1', 'PID|1||7', 'OBX|1|NM|X||1');
    expect(codeOf(await take(response))).toBe('AA');
    expect(writer.messages).toHaveLength(1);
  });
});

describe('FrameIntake in enhanced mode', () => {
  const asking = (accept: string, application: string, text = creatinine('7', '80').toString()) =>
    Buffer.from(text.replace('|2.5', `|2.5|||${accept}|${application}`));

  it('answers the accept code only after the record is written', async () => {
    const { take, writer, events } = intakeFor({ writer: new FakeWriter('when-told') });
    let reply: Reply | undefined;
    const taken = take(asking('AL', 'NE')).then((answer) => (reply = answer));
    await new Promise(setImmediate);
    expect(reply).toBeUndefined();
    writer.settle(0);
    expect(codeOf(await taken)).toBe('CA');
    expect(events.told).toContain('acknowledged ward CA');
  });

  it('keeps a message that asks for no answer, and gives none', async () => {
    const { take, writer, events } = intakeFor();
    expect(await take(asking('NE', 'NE'))).toBeUndefined();
    expect(writer.messages).toHaveLength(1);
    expect(events.told).toEqual(['message ward ORU^R01', 'durable ward', 'acknowledged ward none']);
  });

  it('closes the connection if Kafka fails, though no answer was asked', async () => {
    const { take } = intakeFor({ writer: new FakeWriter(() => new KafkaUnavailableError('gone')) });
    expect(await take(asking('NE', 'NE'))).toEqual({ close: true, reason: 'kafka-unavailable' });
  });

  it('answers a dead letter with the reject code of the accept kind', async () => {
    const { take, writer } = intakeFor();
    expect(codeOf(await take(asking('ER', 'NE', MSH.replace('||2.5', '|T|2.5'))))).toBe('CR');
    expect(writer.deadLetters).toHaveLength(1);
  });

  it('answers in original mode on a feed that is set to it', async () => {
    const { take } = intakeFor({ feed: { ...listened, acknowledgements: 'original' } });
    expect(codeOf(await take(asking('AL', 'NE')))).toBe('AA');
    expect(codeOf(await take(asking('NE', 'NE')))).toBe('AA');
  });
});

describe('FrameIntake of bytes outside frames', () => {
  it.each([
    ['segments', 'OBX|1|NM|CREA||300\r\x1c\r'],
    ['the rest of a field and segments', 'CASE||1960\rOBR|1\r'],
    ['a message without a frame', MSH],
  ])('keeps %s, and answers nothing', async (_name, text) => {
    const { intake, connection, writer, events } = intakeFor();
    expect(await intake.stray(Buffer.from(text), connection)).toBeUndefined();
    expect(writer.deadLetters).toMatchObject([
      { reason: 'outside-frame', payload: Buffer.from(text).toString('base64') },
    ]);
    expect(events.told).toEqual(['dead letter ward outside-frame', 'durable ward']);
  });

  it.each(['GET / HTTP/1.1\r\nDNT: 1\r\n', 'hello', '\x1c\r'])('keeps nothing of %j', async (text) => {
    const { intake, connection, writer } = intakeFor();
    expect(await intake.stray(Buffer.from(text), connection)).toBeUndefined();
    expect(writer.sent).toEqual([]);
  });

  it('closes the connection if Kafka cannot take them', async () => {
    const { intake, connection } = intakeFor({
      writer: new FakeWriter(() => new KafkaUnavailableError('gone')),
    });
    expect(await intake.stray(Buffer.from('OBX|1'), connection)).toEqual({
      close: true,
      reason: 'kafka-unavailable',
    });
  });
});
