import { type Alarm } from './alarm';
import { burnsTooFast, rose, type BurnRate } from './promql';

/** 999 of 1,000 frames are acknowledged within a second: a sender waits for it before it sends the next. */
export const FRAME_LATENCY: BurnRate = {
  histogram: 'renwatch_gateway_durable_seconds',
  goodUntilSeconds: 1,
  objective: 0.999,
};
const DAY_S = 86_400;
const CERTIFICATE_WARNING_DAYS = 21;
const CERTIFICATE_CRITICAL_DAYS = 3;

const certificateEndsWithin = (days: number): string =>
  `min by (feed) (renwatch_gateway_certificate_ends_timestamp_seconds) - time() < ${days * DAY_S}`;

/** Alarms on the way from a hospital's system to the durable write. */
export const FEED_ALARMS: readonly Alarm[] = [
  {
    name: 'FeedSilent',
    severity: 'critical',
    expr:
      'min by (feed) (renwatch_gateway_seconds_since_last_message) ' +
      '> on (feed) max by (feed) (renwatch_gateway_silence_limit_seconds)',
    summary: 'Feed {{ $labels.feed }} is silent',
    description:
      'No message for {{ $value | humanizeDuration }}, longer than the limit given for this feed (silenceLimitMs). Results of its patients may be missing.',
  },
  {
    name: 'FeedReadByNobody',
    severity: 'critical',
    expr: 'sum by (feed) (renwatch_gateway_feed_owned) == 0',
    holds: '1m',
    summary: 'No gateway reads feed {{ $labels.feed }}',
    description:
      'The feed is dialled by none of the gateways for a minute. Its results wait at the hospital.',
  },
  {
    name: 'FramesNotAcknowledged',
    severity: 'critical',
    expr: 'sum by (feed) (increase(renwatch_gateway_unacknowledged_frames_total[2m])) > 0',
    holds: '2m',
    summary: 'Feed {{ $labels.feed }} gets no acknowledgements',
    description:
      'Kafka has not taken messages in time for more than two minutes. Senders keep and resend them; results are late.',
  },
  {
    name: 'AcknowledgementLatencyBurn',
    severity: 'warning',
    expr: burnsTooFast(FRAME_LATENCY),
    summary: 'Too many frames wait more than 1 s for their acknowledgement',
    description: '{{ $value | humanizePercentage }} of frames took more than 1 s. The objective is 0.1 %.',
  },
  {
    name: 'MessagesLeftOut',
    severity: 'critical',
    expr: rose('renwatch_gateway_dead_letters_left_out_total{reason="over-budget"}', {
      by: ['feed'],
      window: '10m',
    }),
    summary: 'Refused messages of feed {{ $labels.feed }} were not kept',
    description:
      'The feed sent more refused messages than its dead letters may hold; {{ $value | humanize }} of them are nowhere. Only the sender still has them.',
  },
  {
    name: 'CertificateEndsSoon',
    severity: 'critical',
    expr: certificateEndsWithin(CERTIFICATE_CRITICAL_DAYS),
    summary: 'The certificate of feed {{ $labels.feed }} ends within 3 days',
    description: 'It ends in {{ $value | humanizeDuration }}. Then no sender can connect to this feed.',
  },
  {
    name: 'CertificateEnds',
    severity: 'warning',
    expr: certificateEndsWithin(CERTIFICATE_WARNING_DAYS),
    summary: 'The certificate of feed {{ $labels.feed }} ends within 21 days',
    description: 'It ends in {{ $value | humanizeDuration }}. Renew it; SIGHUP makes the gateway read it.',
  },
  {
    name: 'ConnectionsRefused',
    severity: 'warning',
    expr: rose('renwatch_gateway_refused_connections_total', { by: ['feed'], window: '10m' }),
    summary: 'Feed {{ $labels.feed }} has too many connections',
    description:
      '{{ $value | humanize }} connections above MAX_CONNECTIONS were refused. A sender opens connections and never closes them.',
  },
  {
    name: 'UntrustedConnections',
    severity: 'warning',
    expr: rose('renwatch_gateway_untrusted_connections_total', { by: ['feed', 'reason'], window: '10m' }),
    summary: 'Strangers, or a sender without a valid certificate, at feed {{ $labels.feed }}',
    description:
      '{{ $value | humanize }} connections were refused for {{ $labels.reason }}. If a sender’s certificate has ended, its results wait.',
  },
];
