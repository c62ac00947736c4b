/**
 * The reason why bytes are not an HL7 v2 message. `not-hl7`: they do not begin with MSH; `delimiters`: MSH-1 and MSH-2
 * cannot separate anything; `utf-16`: two-byte units; `too-many-parts`: more separators than the limit on memory allows.
 */
export type Hl7ParseReason = 'empty' | 'not-hl7' | 'delimiters' | 'utf-16' | 'too-many-parts';

/** Thrown for bytes that are not an HL7 v2 message; reading them again will not help. Never quotes them. */
export class Hl7ParseError extends Error {
  override readonly name = 'Hl7ParseError';
  readonly retriable = false;
  readonly reason: Hl7ParseReason;
  readonly detail: string;

  constructor(given: { reason: Hl7ParseReason; detail: string }) {
    super(`not an HL7 v2 message: ${given.detail}`);
    this.reason = given.reason;
    this.detail = given.detail;
  }
}
