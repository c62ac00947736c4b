import { type AlarmCase } from './alarm-case.spec-support';

const SILENCE = 'renwatch_gateway_seconds_since_last_message';
const LIMIT = 'renwatch_gateway_silence_limit_seconds';
const OWNED = 'renwatch_gateway_feed_owned';
const UNACKNOWLEDGED = 'renwatch_gateway_unacknowledged_frames_total{feed="lab",instance="a"}';
const ENDS = 'renwatch_gateway_certificate_ends_timestamp_seconds{feed="lab"}';
const UP = 'renwatch_build_info{service="gateway",instance="a"}';
const DAY_S = 86_400;

/** `bound` as a version of Prometheus stores it. */
const durable = (slow: number, minutes: number, bound = '1') => ({
  [`renwatch_gateway_durable_seconds_bucket{feed="lab",le="${bound}"}`]: `0+${1000 - slow}x${minutes}`,
  'renwatch_gateway_durable_seconds_count{feed="lab"}': `0+1000x${minutes}`,
});

/** A counter of gateways that rises once from 0, after 20 minutes. */
const risingOnce = (series: string) => ({ [series]: '0x20 3x10', [UP]: '1x30' });

export const FEED_CASES: readonly AlarmCase[] = [
  {
    title: 'fires for the feed that every replica finds silent',
    alarm: 'FeedSilent',
    scraped: {
      [`${SILENCE}{feed="lab",instance="a"}`]: '500x5 700x5',
      [`${SILENCE}{feed="lab",instance="b"}`]: '9000x10',
      [`${LIMIT}{feed="lab",instance="a"}`]: '600x10',
      [`${LIMIT}{feed="lab",instance="b"}`]: '600x10',
    },
    at: '7m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent while one replica hears the feed, and for a feed without a limit',
    alarm: 'FeedSilent',
    scraped: {
      [`${SILENCE}{feed="lab",instance="a"}`]: '10x10',
      [`${SILENCE}{feed="lab",instance="b"}`]: '9000x10',
      [`${SILENCE}{feed="unused",instance="a"}`]: '90000x10',
      [`${LIMIT}{feed="lab",instance="a"}`]: '600x10',
    },
    at: '7m',
    firing: [],
  },
  {
    title: 'fires for a feed that no replica owns',
    alarm: 'FeedReadByNobody',
    scraped: {
      [`${OWNED}{feed="lab",instance="a"}`]: '1x3 0x7',
      [`${OWNED}{feed="lab",instance="b"}`]: '0x10',
    },
    at: '6m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent while a feed moves from one replica to another',
    alarm: 'FeedReadByNobody',
    scraped: {
      [`${OWNED}{feed="lab",instance="a"}`]: '1x3 0x7',
      [`${OWNED}{feed="lab",instance="b"}`]: '0x4 1x6',
    },
    at: '6m',
    firing: [],
  },
  {
    title: 'fires while frames stay without acknowledgement',
    alarm: 'FramesNotAcknowledged',
    scraped: { [UNACKNOWLEDGED]: '0x5 1+1x10' },
    at: '10m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent for a broker that was away for a moment',
    alarm: 'FramesNotAcknowledged',
    scraped: { [UNACKNOWLEDGED]: '0x5 4x20' },
    at: '10m',
    firing: [],
  },
  {
    title: 'fires while 2 of 100 frames are slow',
    alarm: 'AcknowledgementLatencyBurn',
    scraped: durable(20, 70),
    at: '65m',
    firing: [''],
  },
  {
    title: 'fires under Prometheus 3 too',
    alarm: 'AcknowledgementLatencyBurn',
    scraped: durable(20, 70, '1.0'),
    at: '65m',
    firing: [''],
  },
  {
    title: 'is silent while 1 of 1,000 frames is slow',
    alarm: 'AcknowledgementLatencyBurn',
    scraped: durable(1, 70),
    at: '65m',
    firing: [],
  },
  {
    title: 'fires when a refused message is not kept',
    alarm: 'MessagesLeftOut',
    scraped: risingOnce(
      'renwatch_gateway_dead_letters_left_out_total{feed="lab",reason="over-budget",instance="a"}',
    ),
    at: '22m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent when a refused message is only sent again',
    alarm: 'MessagesLeftOut',
    scraped: risingOnce(
      'renwatch_gateway_dead_letters_left_out_total{feed="lab",reason="repeat",instance="a"}',
    ),
    at: '22m',
    firing: [],
  },
  {
    title: 'fires 2 days before the end',
    alarm: 'CertificateEndsSoon',
    scraped: { [ENDS]: `${2 * DAY_S}x5` },
    at: '1m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent 20 days before the end',
    alarm: 'CertificateEndsSoon',
    scraped: { [ENDS]: `${20 * DAY_S}x5` },
    at: '1m',
    firing: [],
  },
  {
    title: 'fires 20 days before the end',
    alarm: 'CertificateEnds',
    scraped: { [ENDS]: `${20 * DAY_S}x5` },
    at: '1m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent 22 days before the end',
    alarm: 'CertificateEnds',
    scraped: { [ENDS]: `${22 * DAY_S}x5` },
    at: '1m',
    firing: [],
  },
  {
    title: 'fires when a connection is refused',
    alarm: 'ConnectionsRefused',
    scraped: risingOnce('renwatch_gateway_refused_connections_total{feed="lab",instance="a"}'),
    at: '22m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent about connections refused before',
    alarm: 'ConnectionsRefused',
    scraped: { 'renwatch_gateway_refused_connections_total{feed="lab",instance="a"}': '9x40', [UP]: '1x40' },
    at: '30m',
    firing: [],
  },
  {
    title: 'fires for a certificate that is refused',
    alarm: 'UntrustedConnections',
    scraped: risingOnce(
      'renwatch_gateway_untrusted_connections_total{feed="lab",reason="certificate-not-allowed",instance="a"}',
    ),
    at: '22m',
    firing: ['feed="lab",reason="certificate-not-allowed"'],
  },
  {
    title: 'is silent while every certificate is trusted',
    alarm: 'UntrustedConnections',
    scraped: {
      'renwatch_gateway_untrusted_connections_total{feed="lab",reason="ECONNRESET",instance="a"}': '0x40',
      [UP]: '1x40',
    },
    at: '30m',
    firing: [],
  },
];
