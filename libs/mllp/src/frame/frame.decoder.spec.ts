import * as fc from 'fast-check';
import { encodeFrame } from './encode-frame';
import { type FrameEvent } from './frame-event';
import { FrameDecoder } from './frame.decoder';

const MAX = 64;
const decode = (chunks: readonly Buffer[], maxFrameBytes = MAX): FrameEvent[] => {
  const decoder = new FrameDecoder({ maxFrameBytes });
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
};
const text = (...pieces: string[]) => pieces.map((piece) => Buffer.from(piece, 'latin1'));
const framesOf = (events: readonly FrameEvent[]) =>
  events.flatMap((event) => (event.kind === 'frame' ? [event.payload.toString('latin1')] : []));
const noiseOf = (events: readonly FrameEvent[]) =>
  events.flatMap((event) => (event.kind === 'noise' ? [[event.reason, event.bytes]] : []));
const partsOf = (events: readonly FrameEvent[]) =>
  events.flatMap((event) => (event.kind === 'oversize-part' ? [event] : []));

const cut = (stream: Buffer, places: readonly number[]): Buffer[] => {
  const sorted = [
    0,
    ...places.map((place) => place % (stream.length + 1)).sort((a, b) => a - b),
    stream.length,
  ];
  return sorted.slice(1).map((end, i) => stream.subarray(sorted[i], end));
};
const strayOf = (events: readonly FrameEvent[]) =>
  events.flatMap((event) => (event.kind === 'stray' ? [event.payload.toString('latin1')] : []));
/** Any bytes without the two of the framing itself. */
const payload = (maxLength: number, minLength = 0) =>
  fc
    .uint8Array({ minLength, maxLength, size: 'max' })
    .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x0b || byte === 0x1c ? 0x20 : byte))));
const places = fc.array(fc.nat(4000), { maxLength: 30, size: 'max' });

describe('FrameDecoder', () => {
  it.each([
    ['one frame', ['\x0bMSH|a\x1c\r'], ['MSH|a']],
    ['a frame in two halves', ['\x0bMSH', '|a\x1c\r'], ['MSH|a']],
    ['a frame byte by byte', [...'\x0bMSH|a\x1c\r'], ['MSH|a']],
    ['two frames of one packet', ['\x0bMSH|a\x1c\r\x0bMSH|b\x1c\r'], ['MSH|a', 'MSH|b']],
    ['a missing CR between two frames', ['\x0bMSH|a\x1c\x0bMSH|b\x1c'], ['MSH|a', 'MSH|b']],
    ['a frame without its CR, at the end', ['\x0bMSH|a\x1c'], ['MSH|a']],
    ['a frame that LF ends in place of CR', ['\x0bMSH|a\x1c\n\x0bMSH|b\x1c\n'], ['MSH|a', 'MSH|b']],
    ['FS as data', ['\x0bMSH|a\x1cb\x1c\r'], ['MSH|a\x1cb']],
    ['FS as data, cut after it', ['\x0bMSH|a\x1c', 'b\x1c\r'], ['MSH|a\x1cb']],
    ['FS as last byte', ['\x0bMSH|a\x1c\x1c\r'], ['MSH|a\x1c']],
    ['FS as first byte', ['\x0b\x1cMSH|a\x1c\r'], ['\x1cMSH|a']],
    [
      'a CR that is cut from its FS',
      ['\x0bMSH|a\x1c', '\r\x0bMSH|b\x1c', '\x0bMSH|c\x1c\r'],
      ['MSH|a', 'MSH|b', 'MSH|c'],
    ],
    ['LF and CR between frames', ['\r\n\x0bMSH|a\x1c\r\n\r\n\x0bMSH|b\x1c\r'], ['MSH|a', 'MSH|b']],
    ['CR and LF within', ['\x0bMSH|a\rPID|\r\nOBX|\n\x1c\r'], ['MSH|a\rPID|\r\nOBX|\n']],
    ['an empty frame', ['\x0b\x1c\r'], ['']],
    ['VT as data', ['\x0bMSH|a\x0bb\x1c\r'], ['MSH|a\x0bb']],
    ['VT as last byte', ['\x0bMSH|a\x0b\x1c\r'], ['MSH|a\x0b']],
    ['bytes that are not UTF-8', ['\x0bMSH|\xe9\xff\x80\x1c\r'], ['MSH|\xe9\xff\x80']],
  ])('reads %s', (_name, chunks, expected) => {
    const events = decode(text(...chunks));
    expect(framesOf(events)).toEqual(expected);
    expect(noiseOf(events)).toEqual([]);
  });

  it('counts unframed bytes as noise', () => {
    const events = decode(text('hello\r\n'));
    expect(framesOf(events)).toEqual([]);
    expect(events).toEqual([
      { kind: 'noise', reason: 'between-frames', bytes: 5, sample: Buffer.from('hello\r\n') },
      { kind: 'stray', payload: Buffer.from('hello\r\n') },
    ]);
  });

  it('waits for the byte after FS, and ends the frame on request', () => {
    const decoder = new FrameDecoder({ maxFrameBytes: MAX });
    expect(decoder.push(Buffer.from('\x0bMSH|a\x1c'))).toEqual([]);
    expect(decoder.awaitsTerminator).toBe(true);
    expect(framesOf(decoder.endFrame())).toEqual(['MSH|a']);
    expect(decoder.awaitsTerminator).toBe(false);
    expect(decoder.endFrame()).toEqual([]);
    expect(decoder.push(Buffer.from('\r'))).toEqual([]);
  });

  it('ends an oversize frame on request', () => {
    const decoder = new FrameDecoder({ maxFrameBytes: 2 });
    decoder.push(Buffer.from('\x0babc\x1c'));
    expect(partsOf(decoder.endFrame())).toEqual([
      { kind: 'oversize-part', payload: Buffer.from('c'), index: 1, last: true },
    ]);
  });

  it('does not end a frame that FS does not end', () => {
    const decoder = new FrameDecoder({ maxFrameBytes: MAX });
    decoder.push(Buffer.from('\x0bMSH|a'));
    expect(decoder.endFrame()).toEqual([]);
    expect(framesOf(decoder.push(Buffer.from('b\x1c\r')))).toEqual(['MSH|ab']);
  });

  it('returns the rest of a message that held an early end', () => {
    const events = decode(text('\x0bMSH|a\x1c\rOBX|1|', 'x\r\x1c\r\x0bMSH|b\x1c\r'));
    expect(framesOf(events)).toEqual(['MSH|a', 'MSH|b']);
    expect(strayOf(events)).toEqual(['OBX|1|x\r\x1c\r']);
    expect(events.map(({ kind }) => kind)).toEqual(['frame', 'noise', 'noise', 'stray', 'frame']);
  });

  it('returns many bytes outside frames in bounded pieces', () => {
    const bytes = Buffer.alloc(40_000, 'x');
    const stray = strayOf(decode([bytes]));
    expect(stray.map(({ length }) => length)).toEqual([16_384, 16_384, 7_232]);
  });

  it('reads the frames before and after noise', () => {
    const events = decode(text('\x0bMSH|a\x1c\rGET / HTTP\x0bMSH|b\x1c\r'));
    expect(framesOf(events)).toEqual(['MSH|a', 'MSH|b']);
    expect(noiseOf(events)).toEqual([['between-frames', 10]]);
  });

  it('reads no frame from half a message', () => {
    const events = decode(text('\x0bMSH|a\x1c\r\x0bMSH|ha'));
    expect(framesOf(events)).toEqual(['MSH|a']);
    expect(noiseOf(events)).toEqual([['unfinished', 6]]);
  });

  it.each([
    ['MSH|half', 8],
    ['MS', 2],
    ['MSH|half\x0bdata', 13],
  ])('abandons %j when the sender begins again', (half, bytes) => {
    const events = decode(text(`\x0b${half}`, '\x0bMSH|whole\x1c\r'));
    expect(framesOf(events)).toEqual(['MSH|whole']);
    expect(noiseOf(events)).toEqual([['abandoned', bytes]]);
  });

  it('reads a doubled VT as one beginning', () => {
    expect(framesOf(decode(text('\x0b\x0bMSH|a\x1c\r')))).toEqual(['MSH|a']);
  });

  it('samples at most 64 bytes of noise', () => {
    const [event] = decode([Buffer.alloc(1000, 'x')]);
    expect(event).toMatchObject({ kind: 'noise', bytes: 1000 });
    expect(event?.kind === 'noise' && event.sample.length).toBe(64);
  });

  it('returns a frame above the limit in parts', () => {
    expect(framesOf(decode([encodeFrame(Buffer.alloc(MAX, 'x'))]))).toEqual(['x'.repeat(MAX)]);
    const events = decode([encodeFrame(Buffer.alloc(MAX + 1, 'x')), encodeFrame(Buffer.from('next'))]);
    expect(partsOf(events).map(({ payload: part, index, last }) => [part.length, index, last])).toEqual([
      [MAX, 0, false],
      [1, 1, true],
    ]);
    expect(framesOf(events)).toEqual(['next']);
  });

  it('never holds more than the limit', () => {
    const decoder = new FrameDecoder({ maxFrameBytes: MAX });
    decoder.push(Buffer.from([0x0b]));
    for (let i = 0; i < 50; i += 1) {
      const events = decoder.push(Buffer.alloc(7, 'x'));
      expect(decoder.bufferedBytes).toBeLessThanOrEqual(MAX);
      for (const event of events) expect(event.kind).toBe('oversize-part');
    }
  });

  it('returns payloads with FS in them however the stream is cut', () => {
    const piece = payload(8).filter((bytes) => bytes.length > 0 && bytes[0] !== 0x0d && bytes[0] !== 0x0a);
    const withFs = fc
      .array(piece, { minLength: 1, maxLength: 5 })
      .map((pieces) => Buffer.from(pieces.map((each) => each.toString('latin1')).join('\x1c'), 'latin1'));
    fc.assert(
      fc.property(fc.array(withFs, { maxLength: 5 }), places, (payloads, where) => {
        const events = decode(cut(Buffer.concat(payloads.map((each) => encodeFrame(each))), where));
        expect(events).toEqual(payloads.map((each) => ({ kind: 'frame', payload: each })));
      }),
    );
  });

  it('returns the same frames however the stream is cut', () => {
    const stream = fc.record({
      payloads: fc.array(payload(MAX), { maxLength: 20 }),
      withCr: fc.boolean(),
      places,
    });
    fc.assert(
      fc.property(stream, ({ payloads, withCr, places: where }) => {
        const whole = Buffer.concat(
          payloads.map((each) => (withCr ? encodeFrame(each) : encodeFrame(each).subarray(0, -1))),
        );
        const frames = decode(cut(whole, where)).map((event) =>
          event.kind === 'frame' ? event.payload : event,
        );
        expect(frames).toEqual(payloads);
      }),
    );
  });

  it('returns all bytes of an oversize frame however the stream is cut', () => {
    fc.assert(
      fc.property(payload(500, MAX + 1), payload(MAX), places, (large, next, where) => {
        const events = decode(cut(Buffer.concat([encodeFrame(large), encodeFrame(next)]), where));
        const parts = partsOf(events);
        expect(Buffer.concat(parts.map((part) => part.payload))).toEqual(large);
        expect(parts.map((part) => part.index)).toEqual(parts.map((_part, i) => i));
        expect(parts.map((part) => part.last)).toEqual(parts.map((_part, i) => i === parts.length - 1));
        expect(events.at(-1)).toEqual({ kind: 'frame', payload: next });
      }),
    );
  });

  it('returns the same payloads and noise however hostile bytes are cut', () => {
    const alphabet = fc.constantFrom(0x0b, 0x1c, 0x0d, 0x41, 0x42);
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 300, size: 'max' }), places, (bytes, where) => {
        const stream = Buffer.from(bytes);
        const totals = (events: readonly FrameEvent[]) =>
          events.reduce((sum, event) => sum + (event.kind === 'noise' ? event.bytes : 0), 0);
        const letters = (events: readonly FrameEvent[]) =>
          Buffer.concat(events.flatMap((event) => (event.kind === 'noise' ? [] : [event.payload])));
        expect(totals(decode(cut(stream, where)))).toBe(totals(decode([stream])));
        expect(letters(decode(cut(stream, where)))).toEqual(letters(decode([stream])));
      }),
    );
  });

  // Quadratic copying would take minutes.
  it('reads 16 MiB in small pieces in linear time', () => {
    const size = 16 * 1024 * 1024;
    const decoder = new FrameDecoder({ maxFrameBytes: size });
    const piece = Buffer.alloc(1024, 'x');
    decoder.push(Buffer.from([0x0b]));
    for (let sent = 0; sent < size; sent += piece.length) decoder.push(piece);
    const [event] = decoder.push(Buffer.from([0x1c, 0x0d]));
    expect(event?.kind === 'frame' && event.payload.length).toBe(size);
  });
});
