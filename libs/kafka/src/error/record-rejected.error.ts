/** The broker refuses this record whatever its size (no right to its topic, no such topic name); trying again is of no use. */
export class RecordRejectedError extends Error {
  override readonly name = 'RecordRejectedError';
  readonly retriable = false;

  constructor(
    readonly topic: string,
    options: { cause: Error },
  ) {
    super(`broker rejected a record for ${topic}: ${options.cause.message}`, options);
  }
}
