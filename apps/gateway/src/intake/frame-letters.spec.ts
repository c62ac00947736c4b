import { KafkaUnavailableError } from '@renwatch/kafka';
import { creatinine, dialled, FakeWriter, hl7 } from '../gateway.spec-support';
import { codeOf, intakeFor } from './frame-intake.spec-support';

const bad = Buffer.from('hello');

describe('FrameIntake of many refused messages', () => {
  it.each([
    ['listened to', {}, 'AR'],
    ['dialled', { feed: dialled }, 'AA'],
  ])('stores a refused message that is resent three times: feed %s', async (_name, options, code) => {
    const { take, writer, events } = intakeFor(options);
    for (let count = 0; count < 10; count += 1) expect(codeOf(await take(bad))).toBe(code);
    expect(writer.deadLetters).toHaveLength(3);
    expect(events.told.filter((line) => line.startsWith('left out'))).toHaveLength(7);
  });

  it('stores a refused message after any number of failed writes', async () => {
    let failures = 10;
    const fail = () => (failures-- > 0 ? new KafkaUnavailableError('gone') : undefined);
    const { take, events } = intakeFor({ writer: new FakeWriter(fail) });
    for (let count = 0; count < 10; count += 1) expect(await take(bad)).toMatchObject({ close: true });
    expect(codeOf(await take(bad))).toBe('AR');
    expect(events.told).toContain('dead letter ward not-hl7');
  });

  it.each([
    ['listened to', {}],
    ['dialled', { feed: dialled }],
  ])('rejects letters above the bytes of an hour: feed %s', async (_name, options) => {
    const { take, writer, events } = intakeFor({ ...options, maxLetterBytesPerHour: 10_000 });
    const frames = Array.from({ length: 4 }, (_frame, n) => Buffer.from(`hello ${n} ${'x'.repeat(3_000)}`));
    const codes = [];
    for (const frame of frames) codes.push(codeOf(await take(frame)));
    expect(codes.slice(2)).toEqual(['AR', 'AR']);
    expect(writer.deadLetters).toHaveLength(2);
    expect(events.told.filter((line) => line.endsWith('over-budget'))).toHaveLength(2);
    expect(codeOf(await take(creatinine('7', '80')))).toBe('AA');
  });

  it('rejects a batch if one message was neither taken nor stored', async () => {
    const { take, writer } = intakeFor({ feed: dialled, maxLetterBytesPerHour: 1 });
    const frame = Buffer.concat([
      hl7('FHS|^~\\&'),
      creatinine('7', '80'),
      hl7('NTE|1'),
      creatinine('8', '80'),
    ]);
    const unreadable = Buffer.from(frame.toString().replace('NTE|1', 'BTS|1\rhello\rFTS|1'));
    expect(codeOf(await take(unreadable))).toBe('AR');
    expect(writer.messages).toHaveLength(2);
    expect(writer.deadLetters).toEqual([]);
  });

  it('closes the connection of a frame without end', async () => {
    const { intake, connection, writer } = intakeFor({ maxLetterBytesPerHour: 20_000 });
    const replies = [];
    for (let index = 0; index < 4; index += 1) {
      const payload = Buffer.from(`${index}`.repeat(4_000));
      replies.push(await intake.oversizePart({ payload, index, last: false }, connection));
    }
    expect(replies.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(replies[3]).toEqual({ close: true, reason: 'dead-letters-full' });
    expect(writer.deadLetters).toHaveLength(3);
  });
});
