/**
 * A record of a schema newer than this program knows. It is a good record: the consumer stops its partition, unready,
 * until it is upgraded, and never dead-letters it.
 */
export class NewerSchemaError extends Error {
  readonly retriable = false;

  constructor(
    readonly topic: string,
    readonly schema: number,
    readonly known: number,
  ) {
    super(`${topic}: the record has schema ${schema}, this program knows up to ${known}: upgrade it`);
    this.name = 'NewerSchemaError';
  }
}
