/**
 * The record's schema is newer than this program knows. The record is valid: the consumer stops the partition and is
 * unready until it is upgraded, and never dead-letters the record.
 */
export class NewerSchemaError extends Error {
  readonly retriable = false;

  constructor(
    readonly topic: string,
    readonly schema: number,
    readonly known: number,
  ) {
    super(
      `${topic}: record has schema ${schema}, but this program knows only up to ${known}; upgrade the program`,
    );
    this.name = 'NewerSchemaError';
  }
}
