import { z } from 'zod';
import { id } from './masking';

/**
 * `GET /api/v1/events`, server-sent events. `alive` comes every few seconds while the console reaches its database;
 * `changed` names patients whose decisions or pages changed, never what changed. After a lost connection the page reads
 * everything again, because events of the gap are not repeated.
 */
export const LIVE_EVENTS = ['alive', 'changed'] as const;

/** The data of `changed`. */
export const changed = z.object({
  patientIds: z.array(id),
  /** True if there were too many to name: read everything again. */
  isWhole: z.boolean(),
});
export type Changed = z.infer<typeof changed>;

/** Without `alive` for so long, what is shown may be old, and the page says so. */
export const STALE_AFTER_MS = 10_000;
