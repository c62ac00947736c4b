import { z } from 'zod';
import { creatininePoint, id, instantMs, masked, patientName } from './masking';
import { pageState } from './page-state';

/** The level of an alert: the stage of acute kidney injury, 1 to 3. */
export const level = z.number().int().min(1).max(3);

/** A patient whose newest alert stands. */
export const openAlert = z.object({
  alertId: id,
  decisionId: id,
  patient: patientName,
  level,
  source: z.enum(['rule', 'model']),
  raisedAtMs: instantMs,
  /** The newest result of the patient; null if masked or withdrawn. */
  newest: creatininePoint.nullable(),
  /** The baseline of the decision that raised the alert; null if masked. */
  baselineUmolPerL: z.number().nullable(),
  /** Results of the seven days before the newest, oldest first; empty if masked. */
  week: z.array(creatininePoint),
  page: pageState,
});
export type OpenAlert = z.infer<typeof openAlert>;

/** `GET /api/v1/worklist?after=cursor`: the highest level first, then the newest. */
export const worklist = z.object({
  ...masked,
  alerts: z.array(openAlert),
  /** The `after` of the next part; null at the end. */
  next: z.string().nullable(),
  /** Alerts of so many days are listed. */
  days: z.number(),
  atMs: instantMs,
});
export type Worklist = z.infer<typeof worklist>;
