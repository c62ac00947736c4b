/*
 * OBX-11, the observation result status (HL7 v2 table 0085): P preliminary, F final, C correction, D deleted,
 * W wrong patient, X cannot be obtained, R entered but not verified, S partial, I pending,
 * N not asked, O order without a result, U final without being sent again, A amended (v2.8), B appended, V verified.
 * B, V and letters that no version defines are read as final.
 */

/** A result with one of these statuses no longer counts, and need not carry a value. */
export const WITHDRAWN_STATUSES: ReadonlySet<string> = new Set(['D', 'W', 'X']);

/** Withdrawals of a number that was reported. X may concern a sample that never had one. */
export const DELETED_STATUSES: ReadonlySet<string> = new Set(['D', 'W']);

/** Corrections; they alone may change the time of a result. */
export const CORRECTED_STATUSES: ReadonlySet<string> = new Set(['C', 'A']);

/** Statuses that change an earlier report of the same result: a correction or a withdrawal. */
export const CHANGING_STATUSES: ReadonlySet<string> = new Set([...CORRECTED_STATUSES, ...WITHDRAWN_STATUSES]);

/** Statuses that a final result always replaces. */
export const PRELIMINARY_STATUSES: ReadonlySet<string> = new Set(['P', 'R', 'S', 'I', 'N', 'O']);
