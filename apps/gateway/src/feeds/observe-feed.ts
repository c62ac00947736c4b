import { type BudgetScope, type DialerEvents, type MllpServerEvents } from '@renwatch/mllp';
import { type CrashPoints } from '@renwatch/runtime';
import { type FrameIntake } from '../intake/frame-intake';
import { type FeedsEvents } from './feeds.events';

/** The part of a pino logger that is used. */
export interface FeedLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface FeedObserver {
  /** The feed's name. */
  feed: string;
  intake: Pick<FrameIntake, 'disconnected'>;
  events: FeedsEvents;
  log: FeedLog;
  crashPoints: CrashPoints;
}

/** Connections stop and go on many times a second when a feed is busy: one line a minute tells enough. */
const WAITING_LOG_EVERY_MS = 60_000;

/** Reports the socket events of one feed, and logs them. Samples of noise are not logged: they may name a patient. */
export function observeFeed({
  feed,
  intake,
  events,
  log,
  crashPoints,
}: FeedObserver): MllpServerEvents & DialerEvents {
  const halfWritten = crashPoints.isSet('gateway.ack-half-written')
    ? { replyHalfWritten: () => crashPoints.pass('gateway.ack-half-written') }
    : {};
  const waitingLoggedAtMs = new Map<BudgetScope, number>();
  return {
    ...halfWritten,
    connected: ({ id, peer }) => {
      events.connected(feed);
      log.info({ feed, connection: id, peer }, 'connection opened');
    },
    disconnected: (connection, reason) => {
      intake.disconnected(connection);
      events.disconnected(feed, reason);
      log.info({ feed, connection: connection.id, peer: connection.peer, reason }, 'connection closed');
    },
    waiting: ({ id, peer }, scope) => {
      events.waiting(feed, scope);
      const nowMs = performance.now();
      if (nowMs - (waitingLoggedAtMs.get(scope) ?? -Infinity) < WAITING_LOG_EVERY_MS) return;
      waitingLoggedAtMs.set(scope, nowMs);
      log.warn({ feed, connection: id, peer, scope }, 'not reading: the byte budget is used up');
    },
    noise: ({ id }, { reason, bytes }) => {
      events.noiseBytes(feed, reason, bytes);
      log.warn({ feed, connection: id, reason, bytes }, 'bytes outside any whole frame');
    },
    oversize: ({ id }, { index, bytes }) => {
      if (index === 0)
        log.warn({ feed, connection: id, bytes }, 'frame above the limit; keeping it as a dead letter');
    },
    handlerFailed: ({ id }, error) => {
      log.error({ feed, connection: id, error }, 'handling a frame failed');
    },
    refused: () => {
      events.refused(feed);
      log.warn({ feed }, 'connection refused: too many are open');
    },
    untrusted: (reason) => {
      events.untrusted(feed, reason);
      log.warn({ feed, reason }, 'connection refused: the peer is not trusted');
    },
    failed: (error) => log.error({ feed, error }, 'listening failed'),
    retry: ({ attempt, delayMs, reason }) => {
      events.redial(feed, reason);
      log.warn({ feed, attempt, delayMs, reason }, 'not connected; dialling again');
    },
  };
}
