import { type z } from 'zod';
import { InvalidRecordError } from './invalid-record.error';
import { jsonSchemaOf } from './list.value';
import { NewerSchemaError } from './newer-schema.error';

export interface RecordCodec<T> {
  encode(value: T): Buffer;
  /** @throws InvalidRecordError if `decode` would refuse the result */
  check(value: T): void;
  /**
   * @throws NewerSchemaError if the record's `schema` is above the one known here
   * @throws InvalidRecordError if the bytes are not JSON or do not match the schema
   */
  decode(bytes: Uint8Array | null): T;
  /** Returns the schema as JSON Schema, draft 7, for documents. */
  jsonSchema(): object;
}

/** Encodes and decodes JSON in UTF-8 by a zod schema. Unknown fields are ignored, so that fields can be added later. */
export function recordCodec<T>(options: {
  topic: string;
  schema: number;
  value: z.ZodType<T>;
}): RecordCodec<T> {
  const { topic, schema: known, value: type } = options;
  const conforming = (candidate: unknown): T => {
    const result = type.safeParse(candidate);
    if (result.success) return result.data;
    throw new InvalidRecordError(topic, faultsOf(result.error));
  };
  return {
    check: (value) => void conforming(value),
    encode: (value) => Buffer.from(JSON.stringify(value), 'utf8'),
    decode(bytes) {
      const parsed = parseJson(topic, bytes);
      const found = (parsed as { schema?: unknown } | null)?.schema;
      if (typeof found === 'number' && found > known) throw new NewerSchemaError(topic, found, known);
      return conforming(parsed);
    },
    jsonSchema: () => jsonSchemaOf(type),
  };
}

function parseJson(topic: string, bytes: Uint8Array | null): unknown {
  if (bytes === null) throw new InvalidRecordError(topic, 'the record has no value');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's message quotes the text, which may name a patient.
    throw new InvalidRecordError(topic, 'the value is not JSON in UTF-8');
  }
}

/** Bounds the text: it is for a person and goes into a dead letter. */
const MAX_FAULTS = 20;

function faultsOf({ issues }: z.ZodError): string {
  const faults = issues
    .slice(0, MAX_FAULTS)
    .map((issue) => `${issue.path.join('.') || 'value'}: ${issue.code}`);
  if (issues.length > MAX_FAULTS) faults.push(`and ${issues.length - MAX_FAULTS} more`);
  return faults.join('; ');
}
