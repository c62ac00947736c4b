import { type AckCode, type ApplicationAckCode } from '@renwatch/hl7';
import { answerCode, type AnswerFeed, answeredMessage, frameOutcome } from './frame-answer';
import { readFrame } from './read-frame';
import { DEFAULT_FEED_CHOICES } from '../fields/feed-profile';

const feed = { ...DEFAULT_FEED_CHOICES, name: 'lab', timezone: 'UTC', authority: 'H', charset: undefined };
const message = (accept: string, application: string) =>
  Buffer.from(`MSH|^~\\&|A|B|||20250301||ADT^A01|1|P|2.5|||${accept}|${application}\rPID|1||1\r`);

describe('the answer to a frame', () => {
  it.each<[AnswerFeed['acknowledgements'], string, string, ApplicationAckCode, AckCode | undefined]>([
    ['auto', '', '', 'AA', 'AA'],
    ['auto', 'AL', 'NE', 'AA', 'CA'],
    ['auto', 'AL', 'NE', 'AE', 'CE'],
    ['auto', 'NE', 'NE', 'AR', undefined],
    ['original', 'AL', 'NE', 'AA', 'AA'],
    ['original', 'NE', 'NE', 'AR', 'AR'],
  ])('in mode %s to "%s" and "%s" after %s is %s', (mode, accept, application, outcome, code) => {
    const answer = { rejectWith: 'AR', acknowledgements: mode } as const;
    expect(answerCode(message(accept, application), outcome, answer)).toBe(code);
  });

  it.each<[boolean[], ApplicationAckCode]>([
    [[true], 'AA'],
    [[true, true], 'AA'],
    [[true, false], 'AE'],
    [[false], 'AE'],
  ])('accepts a frame only with every message of it: %p', (areAccepted, outcome) => {
    expect(frameOutcome(areAccepted, { rejectWith: 'AE', acknowledgements: 'auto' })).toBe(outcome);
  });

  it('refers to a message as read, or to unreadable bytes', () => {
    const originalsOf = (payload: Buffer) =>
      [...readFrame(payload, { feed, receivedAt: new Date(0), maxRecordBytes: 1 << 20 })].map((read) =>
        read.kind === 'ignored' ? undefined : answeredMessage(read),
      );
    expect(originalsOf(message('', ''))).toEqual([
      expect.objectContaining({ type: expect.anything() as unknown }),
    ]);
    expect(originalsOf(Buffer.from('noise'))).toEqual([Buffer.from('noise')]);
  });
});
