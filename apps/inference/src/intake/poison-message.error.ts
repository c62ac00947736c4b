import { type DeadLetterReason } from '@renwatch/events';

/** A message that can never be processed as it is. It is dead-lettered alone; `detail` holds no patient data. */
export class PoisonMessageError extends Error {
  readonly retriable = false;

  constructor(
    readonly reason: DeadLetterReason<'inference'>,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${reason}: ${detail}`, options);
    this.name = 'PoisonMessageError';
  }
}
