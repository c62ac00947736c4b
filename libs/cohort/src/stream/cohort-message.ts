/** One message of the hospital's feed, with the truth that only the generator knows. */
export interface CohortMessage {
  /** An HL7 v2.5 message, ASCII, segments ended by CR, unframed. */
  readonly bytes: Uint8Array;
  /** When the hospital sends it, ms since 1970 UTC; messages come in this order. */
  readonly atMs: number;
  readonly type: 'ADT^A01' | 'ADT^A04' | 'ADT^A03' | 'ORU^R01';
  readonly mrn: string;
  /** For an ORU: the result, and whether it is AKI. */
  readonly result?: {
    /** The result's own time, `YYYYMMDDhhmmss`. */
    readonly local: string;
    /** The measured value. */
    readonly umolPerL: string;
    /** The value in the message: the measured value, unless a fault was requested. */
    readonly sent: string;
    readonly aki: boolean;
    readonly injuryStage: 0 | 1 | 2 | 3;
  };
}
