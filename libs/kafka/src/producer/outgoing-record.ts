export interface OutgoingRecord {
  topic: string;
  /** Records with the same key keep their order, in the same partition. */
  key: string | Buffer | null;
  value: Buffer;
  headers?: Record<string, string | Buffer>;
  /** W3C trace context of the span that writes the record; its readers find it in the header of that name. */
  traceparent?: string | undefined;
}

/** Returns a record's headers, with that of its trace; undefined if it has none. */
export function headersOf({ headers, traceparent }: OutgoingRecord): OutgoingRecord['headers'] {
  return traceparent === undefined ? headers : { ...headers, traceparent };
}

/** Around each record and its headers in a batch; an upper bound, as lengths are variable. */
const RECORD_OVERHEAD_BYTES = 70;
const HEADER_OVERHEAD_BYTES = 10;

/** About what a record takes on the wire and in memory. */
export function recordBytes(record: OutgoingRecord): number {
  const { key, value } = record;
  let bytes = RECORD_OVERHEAD_BYTES + (key === null ? 0 : Buffer.byteLength(key)) + value.length;
  for (const [name, header] of Object.entries(headersOf(record) ?? {})) {
    bytes += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(header);
  }
  return bytes;
}
