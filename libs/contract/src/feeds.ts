import { z } from 'zod';
import { instantMs } from './masking';

/** A message type or a result code that a feed has sent. */
export const seenCode = z.object({
  kind: z.enum(['message-type', 'result-code']),
  code: z.string(),
  system: z.string(),
  name: z.string(),
  unit: z.string(),
  isRead: z.boolean(),
  /** Why it is not read; null for a code that does not look like creatinine. */
  reason: z.string().nullable(),
  count: z.number(),
  lastSeenAtMs: instantMs,
});
export type SeenCode = z.infer<typeof seenCode>;

export const feed = z.object({
  name: z.string(),
  /** When something of this feed was last counted. */
  lastSeenAtMs: instantMs,
  messages: z.number(),
  /** Codes that may be creatinine and are not read: somebody must look at them. */
  unreadCount: z.number(),
  /** Codes that may be creatinine and are not read come first. */
  seen: z.array(seenCode),
});
export type Feed = z.infer<typeof feed>;

/** `GET /api/v1/feeds`: names no patient and no value. */
export const feeds = z.object({
  feeds: z.array(feed),
  pages: z.object({
    /** Not delivered yet. */
    waiting: z.number(),
    oldestWaitingAtMs: instantMs.nullable(),
    deliveredLastDay: z.number(),
    refusedLastDay: z.number(),
  }),
  /** In the last 24 hours, as are the other counts. */
  decisionsLastDay: z.number(),
  alertsLastDay: z.number(),
  lastDecisionAtMs: instantMs.nullable(),
  atMs: instantMs,
});
export type Feeds = z.infer<typeof feeds>;
