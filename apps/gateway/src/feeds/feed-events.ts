import { type DialerEvents, type MllpServerEvents } from '@renwatch/mllp';
import { type CrashPoints } from '@renwatch/runtime';
import { type Feed } from '../feed/feed';
import { type FrameIntake } from '../intake/frame-intake';
import { type GatewayMetrics } from '../metrics/gateway.metrics';

/** The part of a pino logger that is used. */
export interface FeedLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface FeedEventsOptions {
  feed: Feed;
  intake: FrameIntake;
  metrics: GatewayMetrics;
  log: FeedLog;
  crashPoints: CrashPoints;
}

/** What the sockets of one feed tell, as metrics and log lines. Samples of noise stay out: they may name a patient. */
export function feedEvents({
  feed,
  intake,
  metrics,
  log,
  crashPoints,
}: FeedEventsOptions): MllpServerEvents & DialerEvents {
  const { name } = feed;
  const halved = crashPoints.isSet('gateway.ack-half-written')
    ? { replyHalfWritten: () => crashPoints.pass('gateway.ack-half-written') }
    : {};
  return {
    ...halved,
    connected: ({ id, peer }) => {
      metrics.connected(name);
      log.info({ feed: name, connection: id, peer }, 'connection opened');
    },
    disconnected: (connection, reason) => {
      intake.disconnected(connection);
      metrics.disconnected(name, reason);
      log.info({ feed: name, connection: connection.id, peer: connection.peer, reason }, 'connection closed');
    },
    noise: ({ id }, { reason, bytes }) => {
      metrics.noiseBytes(name, reason, bytes);
      log.warn({ feed: name, connection: id, reason, bytes }, 'bytes outside any whole frame');
    },
    oversize: ({ id }, { index, bytes }) => {
      if (index === 0)
        log.warn({ feed: name, connection: id, bytes }, 'frame above the limit: kept as a dead letter');
    },
    handlerFailed: ({ id }, error) => {
      log.error({ feed: name, connection: id, error }, 'taking a frame failed');
    },
    refused: () => {
      metrics.refused(name);
      log.warn({ feed: name }, 'connection refused: too many are open');
    },
    untrusted: (reason) => {
      metrics.untrusted(name, reason);
      log.warn({ feed: name, reason }, 'connection refused: no TLS, or no certificate that is trusted');
    },
    failed: (error) => log.error({ feed: name, error }, 'listening failed'),
    retry: ({ attempt, delayMs, reason }) => {
      metrics.redial(name, reason);
      log.warn({ feed: name, attempt, delayMs, reason }, 'not connected: dialling again');
    },
  };
}
