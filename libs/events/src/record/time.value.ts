import { z } from 'zod';

/**
 * A time from the feed. `local`: the 4 to 14 digits received, without zone and fraction. `instant`: ISO 8601 in UTC, by
 * the zone of the field, else of MSH-7, else of the feed. `precision`: that of `local`.
 */
export const timeValue = z.object({
  local: z.string().regex(/^\d{4,14}$/),
  instant: z.iso.datetime(),
  precision: z.enum(['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction']),
});

export type TimeValue = z.infer<typeof timeValue>;
