export interface OutgoingRecord {
  topic: string;
  /** Records with the same key keep their order, in the same partition. */
  key: string | Buffer | null;
  value: Buffer;
  headers?: Record<string, string | Buffer>;
}

/** Around each record and its headers in a batch; an upper bound, as lengths are variable. */
const RECORD_OVERHEAD_BYTES = 70;
const HEADER_OVERHEAD_BYTES = 10;

/** About what a record takes on the wire and in memory. */
export function recordBytes({ key, value, headers = {} }: OutgoingRecord): number {
  let bytes = RECORD_OVERHEAD_BYTES + (key === null ? 0 : Buffer.byteLength(key)) + value.length;
  for (const [name, header] of Object.entries(headers)) {
    bytes += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(header);
  }
  return bytes;
}
