import { z } from 'zod';
import { id, instantMs, masked } from './masking';

/** `GET /api/v1/decisions/:id`: one decision as it was made, with what it was made of. */
export const decision = z.object({
  ...masked,
  id,
  patientId: id,
  resultId: id,
  revision: z.number(),
  /** Why the result was due for a decision; null in old decisions. */
  because: z.string().nullable(),
  /** One sentence; null if masked, because it names values. */
  reason: z.string().nullable(),
  stage: z.number(),
  criterion: z.string(),
  level: z.number(),
  alerted: z.boolean(),
  /** Why an alert that was due was not raised; null otherwise. */
  withheld: z.string().nullable(),
  /** Null if masked, as are the other numbers. */
  umolPerL: z.number().nullable(),
  baselineUmolPerL: z.number().nullable(),
  /** Kind of baseline, such as `lowest-7d`. */
  reference: z.string().nullable(),
  ratio: z.number().nullable(),
  assumptions: z.array(z.string()),
  /** How many earlier results it looked back on. */
  groundCount: z.number(),
  rule: z.object({ name: z.string(), version: z.string() }),
  model: z.object({
    /** Null if no model was asked. */
    version: z.string().nullable(),
    /** Null if masked, or if no model was asked. */
    probability: z.number().nullable(),
    holdBackThreshold: z.number().nullable(),
    inDomain: z.boolean().nullable(),
    silence: z.enum(['off', 'failed']).nullable(),
  }),
  source: z.enum(['rule', 'model']).nullable(),
  /** The message that caused it: the hash of its bytes. */
  messageId: z.string(),
  feed: z.string(),
  observedAtMs: instantMs,
  receivedAtMs: instantMs,
  decidedAtMs: instantMs,
});
export type Decision = z.infer<typeof decision>;
