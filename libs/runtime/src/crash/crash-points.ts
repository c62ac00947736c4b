/** Where a test may make a service die or freeze; each name begins with the service that passes it. */
export const CRASH_POINTS = [
  /** The message is on the topic and nothing is answered. */
  'gateway.produced',
  /** Half of an acknowledgement has been handed to the system. */
  'gateway.ack-half-written',
  /** A part of the history is written, nothing is committed. */
  'inference.importing',
  /** A migration's statements have run, nothing is committed. */
  'inference.migrating',
  /** A batch is in hand, its transaction has not begun. */
  'inference.batch-read',
  /** A batch is decided and written, and its transaction holds the partition's progress. */
  'inference.decided',
  /** Decisions and alerts are committed, the alerts are not published. */
  'inference.committed',
  /** The brokers have the alerts, and their rows do not say so. */
  'inference.published',
  /** A page is claimed and not sent. */
  'pager.claimed',
  /** The pager has taken a page, and its row does not say so. */
  'pager.posted',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** In production none is set, and passing one does nothing. */
export interface CrashPoints {
  pass(point: CrashPoint): void;
  /** For a point that is only come by on a way of its own. */
  isSet(point: CrashPoint): boolean;
}

export const NO_CRASH_POINTS: CrashPoints = { pass: () => undefined, isSet: () => false };
