import { z } from 'zod';
import { id, instantMs, masked, patientName } from './masking';
import { pageState } from './page-state';

/** A creatinine result as it stands now, with the newest decision about it. */
export const patientResult = z.object({
  id,
  observedAtMs: instantMs,
  /** The digits as received, in the local time of the feed. */
  observedLocal: z.string(),
  /** Null if masked, or if the result has no value. */
  umolPerL: z.number().nullable(),
  /** `<` or `>` if the value is a bound. */
  comparator: z.string(),
  /** OBX-11 of HL7, such as F, C or P. */
  status: z.string(),
  /** True if a later message took the value away. */
  isWithdrawn: z.boolean(),
  /** More than 1 if the result was corrected. */
  revision: z.number(),
  /** The decision about it; null if it was imported as history, or is not decided yet. */
  decision: z
    .object({
      id,
      stage: z.number(),
      level: z.number(),
      alerted: z.boolean(),
      /** Null if masked. */
      baselineUmolPerL: z.number().nullable(),
    })
    .nullable(),
});
export type PatientResult = z.infer<typeof patientResult>;

export const patientAlert = z.object({
  id,
  decisionId: id,
  level: z.number(),
  source: z.enum(['rule', 'model']),
  raisedAtMs: instantMs,
  /** False if a later decision took it back. */
  stands: z.boolean(),
  page: pageState,
});
export type PatientAlert = z.infer<typeof patientAlert>;

/** `GET /api/v1/patients/:id`. The id of a number that was merged away finds the patient that survived. */
export const patient = z.object({
  ...masked,
  patient: patientName,
  /** How many numbers were merged into this patient. */
  mergedNumbers: z.number(),
  /** Newest first. */
  results: z.array(patientResult),
  /** True if there are older results, which are not listed. */
  hasOlder: z.boolean(),
  /** Newest first. */
  alerts: z.array(patientAlert),
  atMs: instantMs,
});
export type Patient = z.infer<typeof patient>;
