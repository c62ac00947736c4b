const CR = 0x0d;
const LF = 0x0a;
const PID = Buffer.from('PID');

/** A message is not split if its parts would be this many times its size: each repeats the header. */
const MAX_GROWTH = 8;

/** Bytes that may precede MSH: blanks and a byte order mark. */
const MAX_LEADING_BYTES = 64;
const LEADING = /^(?:\u00ef\u00bb\u00bf)?\s*$/;

/**
 * Splits a message about several patients into a message for each: all segments before the first PID, then one PID and
 * the segments after it. Unsplit, the results of the second patient would count as the first's. A message with at most
 * one PID is returned as it is. Each part is built when it is asked for; undefined if all parts would be too large.
 */
export function splitPatients(message: Uint8Array): Iterable<Uint8Array> | undefined {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const starts = patientStarts(bytes);
  const [first] = starts;
  if (first === undefined || starts.length === 1) return [message];
  const header = bytes.subarray(0, first);
  if (header.length * starts.length > MAX_GROWTH * bytes.length) return undefined;
  return parts(bytes, header, starts);
}

function* parts(bytes: Buffer, header: Buffer, starts: readonly number[]): Generator<Uint8Array> {
  for (const [index, start] of starts.entries())
    yield Buffer.concat([header, bytes.subarray(start, starts[index + 1])]);
}

/** Finds the offsets of PID segments; none unless the bytes begin with MSH, whose next byte separates fields. */
function patientStarts(bytes: Buffer): number[] {
  const header = bytes.indexOf('MSH');
  if (header < 0 || header > MAX_LEADING_BYTES || !LEADING.test(bytes.toString('latin1', 0, header)))
    return [];
  const separator = bytes[header + 3];
  const starts: number[] = [];
  for (let at = bytes.indexOf(PID); at >= 0; at = bytes.indexOf(PID, at + 1)) {
    const before = bytes[at - 1];
    const after = bytes[at + PID.length];
    if ((before === CR || before === LF) && after === separator) starts.push(at);
  }
  return starts;
}
