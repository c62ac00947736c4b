const FLOAT_BYTES = 4;

/** Encodes little-endian 32-bit floats as base64. */
export function encodeFloats(values: Float32Array): string {
  const bytes = Buffer.alloc(values.length * FLOAT_BYTES);
  values.forEach((value, index) => bytes.writeFloatLE(value, index * FLOAT_BYTES));
  return bytes.toString('base64');
}

/** Decodes floats from base64; undefined if there are not exactly `count` finite ones. */
export function decodeFloats(text: string, count: number): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== count * FLOAT_BYTES) return undefined;
  const values = Float32Array.from({ length: count }, (_, index) => bytes.readFloatLE(index * FLOAT_BYTES));
  return values.every(Number.isFinite) ? values : undefined;
}
