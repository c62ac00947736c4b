/** The broker cannot start; the message names what to do about it. */
export class BrokerStartError extends Error {
  override readonly name = 'BrokerStartError';
  readonly retriable = false;
}
