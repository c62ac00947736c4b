import { createHash } from 'node:crypto';

/** The first 128 bits of SHA-256 over a JSON array, which tells ["a","bc"] from ["ab","c"], as the text of a UUID. */
function idOf(kind: string, ...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

export interface ResultIdentity {
  patientId: string;
  analyte: string;
  /** Filler, placer or specimen number; empty if the feed has none. */
  order: string;
  /** ISO 8601; the instant counts, not how it is written. */
  observedAt: string;
  /** OBX-4. */
  subId: string;
  /** Counts only without an order number: two values at one minute are then two results. */
  umolPerL: string;
  /** Tells results apart whose other parts are equal, such as two codes in one order; empty for the first of them. */
  distinct?: string;
}

/**
 * Builds ids from the data that they identify, so that a reprocessed message makes the same rows. The inputs of an id
 * never change, because stored data refers to it.
 */
export const identity = {
  /** @param patientKey as first seen, `authority|mrn` */
  patientId: (patientKey: string): string => idOf('patient', patientKey),

  resultId: ({ patientId, analyte, order, observedAt, subId, umolPerL, ...more }: ResultIdentity): string => {
    const instant = new Date(observedAt).toISOString();
    const parts = [patientId, analyte, order, instant, subId, order === '' ? umolPerL : ''];
    return idOf('result', ...parts, ...(more.distinct ? [more.distinct] : []));
  },

  /** @param revision of the decision: 1 for the first about a result */
  decisionId: (resultId: string, revision: number): string => idOf('decision', resultId, revision),

  alertId: (of: { patientKey: string; resultId: string; level: number; source: string }): string =>
    idOf('alert', of.patientKey, of.resultId, of.level, of.source),
};
