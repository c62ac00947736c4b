import { z } from 'zod';

// The page's security policy forbids code made at run time.
z.config({ jitless: true });

/** An id in an address or an answer: never a patient number. */
export const id = z.guid();

/** Milliseconds since 1970 in UTC. */
export const instantMs = z.number();

/**
 * A value that a role may not see comes as null: `isMasked` of the answer tells it from a value that is not there. Masked
 * are number, authority, birth date and age of a patient, and measured values with what is computed from them: baseline,
 * ratio, probability and the sentence. Sex, stage, level, criterion and times are shown.
 */
export const masked = { isMasked: z.boolean() };

/** A patient as a list or a page names it. */
export const patientName = z.object({
  id,
  /** Null if masked, as are the next two. */
  mrn: z.string().nullable(),
  authority: z.string().nullable(),
  /** `YYYY-MM-DD` or a part of it. */
  birthDate: z.string().nullable(),
  /** Whole years today; null if unknown or masked. */
  ageYears: z.number().nullable(),
  sex: z.enum(['F', 'M', 'U']),
});
export type PatientName = z.infer<typeof patientName>;

/** Creatinine in µmol/L. */
export const creatininePoint = z.object({
  observedAtMs: instantMs,
  umolPerL: z.number(),
});
export type CreatininePoint = z.infer<typeof creatininePoint>;
