/** Points at which a test may crash or freeze a service; each name begins with that service. */
export const CRASH_POINTS = [
  /** The message is on the topic and nothing is answered. */
  'gateway.produced',
  /** Half of an acknowledgement is written to the socket. */
  'gateway.ack-half-written',
  /** Part of the history is written, nothing is committed. */
  'inference.importing',
  /** A migration's statements have run, nothing is committed. */
  'inference.migrating',
  /** A batch is read, its transaction has not begun. */
  'inference.batch-read',
  /** A batch is decided and written, and its transaction holds the partition's progress. */
  'inference.decided',
  /** Decisions and alerts are committed, the alerts are not published. */
  'inference.committed',
  /** The brokers have the alerts, their rows are not marked as published. */
  'inference.published',
  /** A page is claimed and not sent. */
  'pager.claimed',
  /** The pager has accepted a page, its row is not marked as delivered. */
  'pager.posted',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Crash points of one service. In production none is set and passing one does nothing. */
export interface CrashPoints {
  pass(point: CrashPoint): void;
  /** Asked for a point that needs a different code path. */
  isSet(point: CrashPoint): boolean;
}

export const NO_CRASH_POINTS: CrashPoints = { pass: () => undefined, isSet: () => false };
