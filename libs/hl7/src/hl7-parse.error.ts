/**
 * Why bytes are no HL7 v2 message: `empty`; `not-hl7`, they do not begin with MSH; `delimiters`, MSH-1 and MSH-2 cannot
 * separate anything; `utf-16`, two-byte units; `too-many-parts`, more separators than are read in bounded memory.
 */
export type Hl7ParseReason = 'empty' | 'not-hl7' | 'delimiters' | 'utf-16' | 'too-many-parts';

/** Bytes that are no HL7 v2 message, and will not be one when read again. Quotes nothing of them. */
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
