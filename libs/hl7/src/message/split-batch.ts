const CR = 0x0d;
const LF = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

type LineKind = 'envelope' | 'message' | 'blank' | 'other';

/**
 * Yields the messages of a batch or file (FHS, BHS, BTS, FTS) in order, without its envelope; also messages that follow
 * each other without an envelope. Lines that belong to no message are yielded as pieces of their own, so that only the
 * envelope is dropped. A single message, and bytes that begin with neither, are yielded unchanged.
 */
export function* splitBatch(batch: Uint8Array): Generator<Uint8Array> {
  const bytes = Buffer.from(batch.buffer, batch.byteOffset, batch.byteLength);
  const first = firstLine(bytes);
  if (first.kind === 'other') return yield batch;
  // A single message keeps the bytes before it.
  let begin = first.kind === 'message' ? 0 : -1;
  for (let at = first.end; at < bytes.length;) {
    const end = endOfLine(bytes, at);
    const kind = kindOfLine(bytes, at);
    if (begin >= 0 && (kind === 'envelope' || kind === 'message')) {
      yield bytes.subarray(begin, at);
      begin = -1;
    }
    if (begin < 0 && (kind === 'message' || kind === 'other')) begin = at;
    at = end;
  }
  if (begin >= 0) yield bytes.subarray(begin);
}

function firstLine(bytes: Buffer): { kind: LineKind; end: number } {
  let at = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at += 1;
  return { kind: kindOfLine(bytes, at), end: endOfLine(bytes, at) };
}

function endOfLine(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] === CR || bytes[at] === LF) return at + 1;
  return bytes.length;
}

function kindOfLine(bytes: Buffer, at: number): LineKind {
  const first = bytes[at];
  if (first === CR || first === LF) return 'blank';
  const name = bytes.toString('latin1', at, at + 3);
  const after = bytes[at + 3];
  switch (name) {
    case 'MSH':
      return after !== undefined && isPunctuation(after) ? 'message' : 'other';
    case 'FHS':
    case 'BHS':
    case 'BTS':
    case 'FTS':
      return after === undefined || after === CR || after === LF || isPunctuation(after)
        ? 'envelope'
        : 'other';
    default:
      return 'other';
  }
}

function isPunctuation(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f && !/[0-9A-Za-z]/.test(String.fromCharCode(byte));
}
