import { DEFAULT_FEED_CHOICES } from '../fields/feed-profile';
import { IGNORED_MESSAGE_REASONS } from './ignored-message';
import { type FrameFeed, readFrame } from './read-frame';

const FEED = { ...DEFAULT_FEED_CHOICES, name: 'lab', timezone: 'UTC', authority: 'H', charset: undefined };
const read = (payload: string, own: Partial<FrameFeed> = {}) => [
  ...readFrame(Buffer.from(payload, 'latin1'), {
    feed: { ...FEED, ...own },
    receivedAt: new Date(0),
    maxRecordBytes: 1 << 20,
  }),
];
const message = (type: string, ...segments: string[]) =>
  [`MSH|^~\\&|A|B|||20250301||${type}|1|P|2.5`, ...segments, ''].join('\r');

describe('a frame', () => {
  it.each(['', ' ', '\r', '\r\n\t \0'])('is a heartbeat if it holds no character: %j', (payload) => {
    expect(read(payload)).toEqual([
      { kind: 'ignored', reason: 'heartbeat', bytes: Buffer.from(payload, 'latin1') },
    ]);
  });

  it.each([
    ['ACK', []],
    ['ack^R01', []],
    [' ACK ', []],
    ['MCF', []],
    ['ORR^O02', ['MSA|AA|1']],
  ])('is an acknowledgement of type %j with %j', (type, segments) => {
    const text = message(type, ...segments);
    expect(read(text)).toEqual([
      { kind: 'ignored', reason: 'acknowledgement', bytes: Buffer.from(text, 'latin1') },
    ]);
  });

  it.each([
    ['ORU^R01', ['PID|1||1']],
    ['ORF^R04', ['MSA|AA|1', 'PID|1||1', 'OBX|1|NM|X||1']],
    ['ACKNOWLEDGED^R01', []],
  ])('is a message of type %j with %j', (type, segments) => {
    expect(read(message(type, ...segments)).map(({ kind }) => kind)).toEqual(['message']);
  });

  it('is ignored for listed reasons, each of which a metric counts', () => {
    const reasons = ['\r', message('ACK')].flatMap((text) =>
      read(text).flatMap((part) => (part.kind === 'ignored' ? [part.reason] : [])),
    );
    expect(reasons.sort()).toEqual([...IGNORED_MESSAGE_REASONS].sort());
  });

  it.each([
    [undefined, 'Té1'],
    ['windows-1251', 'Tй1'],
  ])('is read in the character set %j of its feed', (charset, mrn) => {
    const [part] = read(message('ADT^A01', 'PID|1||T\xe91'), { charset });
    expect(part).toMatchObject({ kind: 'message', record: { patient: { mrn } } });
  });
});
