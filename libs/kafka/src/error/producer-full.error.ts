/** As many bytes wait to be written as are allowed: slow down, and try again. */
export class ProducerFullError extends Error {
  override readonly name = 'ProducerFullError';
  readonly retriable = true;
}
