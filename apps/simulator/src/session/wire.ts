import { type DecodedAnswer } from './answer.decoder';

export type WireAnswer =
  Exclude<DecodedAnswer, { kind: 'incomplete' }> | { kind: 'silence' } | { kind: 'closed' };

/** What a session needs of a connection. */
export interface Wire {
  /** Aborted when the connection is closed, by whomever. */
  readonly closed: AbortSignal;
  write(bytes: Buffer): void;
  /** The answer to what was written; silence once the time is over. Never throws. */
  answer(timeoutMs: number): Promise<WireAnswer>;
  /** Once; later calls change nothing. */
  close(reason: string): void;
}
