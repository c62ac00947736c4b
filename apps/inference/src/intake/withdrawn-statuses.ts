/**
 * OBX-11 under which a result counts no more, and need not carry a value: deleted, wrong patient, cannot be had (HL7
 * v2 table 0085).
 */
export const WITHDRAWN_STATUSES: ReadonlySet<string> = new Set(['D', 'W', 'X']);
