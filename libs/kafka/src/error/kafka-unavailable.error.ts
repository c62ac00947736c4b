/** Kafka could not do it in time. Whether it was done after all is unknown: do it again, and let its id tell repeats. */
export class KafkaUnavailableError extends Error {
  override readonly name = 'KafkaUnavailableError';
  readonly retriable = true;
}
