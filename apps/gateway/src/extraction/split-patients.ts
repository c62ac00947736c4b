const CR = 0x0d;
const LF = 0x0a;
const PID = Buffer.from('PID');

/** A message whose parts would be this many times its size is not split: its header is repeated in each part. */
const MAX_GROWTH = 8;

/**
 * A message about several patients, as one message for each: everything before the first PID, then one PID and what
 * follows it. Otherwise the results of the second would count as the first one's. A message with one PID, or none, is
 * given back as it is. Each is made when it is asked for. Undefined where they would be too much in all.
 */
export function splitPatients(message: Uint8Array): Iterable<Uint8Array> | undefined {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const starts = segmentStarts(bytes);
  const [first] = starts;
  if (first === undefined || starts.length === 1) return [message];
  const header = bytes.subarray(0, first);
  if (header.length * starts.length > MAX_GROWTH * bytes.length) return undefined;
  return partsOf(bytes, header, starts);
}

function* partsOf(bytes: Buffer, header: Buffer, starts: readonly number[]): Generator<Uint8Array> {
  for (const [i, start] of starts.entries())
    yield Buffer.concat([header, bytes.subarray(start, starts[i + 1])]);
}

/** Where PID segments begin; none where the bytes do not begin with MSH, whose next byte is the field separator. */
function segmentStarts(bytes: Buffer): number[] {
  const header = bytes.indexOf('MSH');
  if (header < 0 || !isBlank(bytes.subarray(0, header))) return [];
  const separator = bytes[header + 3];
  const starts: number[] = [];
  for (let at = bytes.indexOf(PID); at >= 0; at = bytes.indexOf(PID, at + 1)) {
    const before = bytes[at - 1];
    const after = bytes[at + PID.length];
    if ((before === CR || before === LF) && after === separator) starts.push(at);
  }
  return starts;
}

/** What may stand before MSH: blanks and a byte order mark. */
function isBlank(bytes: Buffer): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*$/.test(bytes.toString('latin1', 0, 64)) && bytes.length <= 64;
}
