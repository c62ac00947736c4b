/**
 * The batch does not begin where the database's progress stands: another consumer has the partition, or had it. The
 * transaction is rolled back, nothing of the batch is written.
 */
export class FenceMismatchError extends Error {
  readonly retriable = false;

  constructor(
    readonly partition: number,
    readonly batchStart: bigint,
    readonly nextOffset: bigint,
  ) {
    super(`partition ${partition}: the batch begins at ${batchStart}, progress stands at ${nextOffset}`);
    this.name = 'FenceMismatchError';
  }
}
