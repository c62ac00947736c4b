import { FrameDecoder, type NoiseReason } from '@renwatch/mllp';

export type InputFrame =
  | { kind: 'frame'; payload: Buffer }
  /** Above the frame limit. */
  | { kind: 'too-large' }
  /** Bytes that the gateway would skip: outside of frames, or a frame without its end. */
  | { kind: 'noise'; reason: NoiseReason; bytes: number };

const VT = 0x0b;
const BATCH = /^(?:\xef\xbb\xbf)?\s*[FB]HS/;
/** The beginning of a message within bare text. */
const MESSAGE = /(?<=[\r\n])[ \t]*(?=MSH[^0-9A-Za-z\s])/g;

/**
 * Splits a file into frames as a sender would send them. A file with MLLP frames is decoded as the gateway does. In any
 * other, each message is a frame of its own, except that a batch (FHS, BHS) stays whole.
 */
export function splitFrames(bytes: Buffer, maxFrameBytes: number): InputFrame[] {
  if (isFramed(bytes)) return decodeFrames(bytes, maxFrameBytes);
  return bareMessages(bytes).map((payload) =>
    payload.length > maxFrameBytes ? { kind: 'too-large' } : { kind: 'frame', payload },
  );
}

/** A VT within text is a line break of word processors; before a message it begins a frame. */
function isFramed(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(VT); at >= 0; at = bytes.indexOf(VT, at + 1)) {
    if (at === 0 || /^\s*(?:MSH|FHS|BHS)/.test(bytes.toString('latin1', at + 1, at + 16))) return true;
  }
  return false;
}

function decodeFrames(bytes: Buffer, maxFrameBytes: number): InputFrame[] {
  const decoder = new FrameDecoder({ maxFrameBytes });
  return [...decoder.push(bytes), ...decoder.end()].flatMap((event): InputFrame[] => {
    switch (event.kind) {
      case 'frame':
        return [{ kind: 'frame', payload: event.payload }];
      case 'oversize-part':
        return event.last ? [{ kind: 'too-large' }] : [];
      case 'noise':
        return event.bytes > 0 ? [{ kind: 'noise', reason: event.reason, bytes: event.bytes }] : [];
      case 'stray':
        // Noise counts these bytes.
        return [];
      default:
        return event satisfies never;
    }
  });
}

function bareMessages(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  if (BATCH.test(text)) return [bytes];
  const starts = [0, ...[...text.matchAll(MESSAGE)].map(({ index }) => index)];
  return starts
    .map((start, i) => bytes.subarray(start, starts[i + 1]))
    .filter((payload) => payload.some((byte) => byte > 0x20));
}
