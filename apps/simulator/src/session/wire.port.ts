import { type DecodedAnswer } from './answer.decoder';

export type WireAnswer =
  Exclude<DecodedAnswer, { kind: 'incomplete' }> | { kind: 'silence' } | { kind: 'closed' };

/** The connection as a session needs it. */
export interface Wire {
  /** Aborted when either side closes the connection. */
  readonly closed: AbortSignal;
  write(bytes: Buffer): void;
  /** Resolves with the answer to what was written, or with silence after the time-out. Never throws. */
  answer(timeoutMs: number): Promise<WireAnswer>;
  /** Idempotent. */
  close(reason: string): void;
}
