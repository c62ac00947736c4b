import { DEAD_LETTER_REASONS } from '@renwatch/events';
import { ACK_CODES } from '@renwatch/hl7';
import { IGNORED_MESSAGE_REASONS } from '@renwatch/intake';
import { BUDGET_SCOPES, CLOSE_REASONS, NOISE_REASONS } from '@renwatch/mllp';
import { Metrics } from '@renwatch/runtime';
import { absentCounters, seriesOf } from '@renwatch/testing';
import { dialled, listened } from '../gateway.spec-support';
import { LETTER_REFUSALS } from '../intake/letter-limits';
import { GatewayMetrics } from './gateway.metrics';

const SILENCE = /^renwatch_gateway_seconds_since_last_message\{feed="(\w+)",service="gateway"\} (\d+)$/gm;

describe('the silence of a feed and the age of frames', () => {
  let nowMs: number;
  let gateway: GatewayMetrics;
  let registry: Metrics;

  const silences = async () =>
    Object.fromEntries(
      [...(await registry.registry.metrics()).matchAll(SILENCE)].map(([, feed, seconds]) => [
        feed,
        Number(seconds),
      ]),
    );

  beforeEach(() => {
    nowMs = Date.UTC(2025, 0, 1);
    registry = new Metrics({ service: 'gateway', processMetrics: false });
    const now = () => new Date(nowMs);
    gateway = new GatewayMetrics({
      metrics: registry,
      feeds: [listened, { ...listened, name: 'laboratory' }],
      bytesInFlight: () => new Map(),
      waitingFrames: () => 0,
      oldestFrameAgeMs: () => 2_500,
      now,
    });
  });

  it('counts from the start for a feed that never sent', async () => {
    nowMs += 90_000;
    expect(await silences()).toEqual({ ward: 90, laboratory: 90 });
  });

  it('counts from the last message of the feed itself', async () => {
    nowMs += 60_000;
    gateway.message('ward', 'ORU^R01');
    nowMs += 30_000;
    expect(await silences()).toEqual({ ward: 30, laboratory: 90 });
  });

  it('tells the age of the oldest unanswered frame', async () => {
    const age = /^renwatch_gateway_oldest_unanswered_frame_age_seconds{.*} (.*)$/m;
    expect(age.exec(await registry.registry.metrics())?.[1]).toBe('2.5');
  });

  it('runs on while a feed sends acknowledgements and heartbeats, which are counted', async () => {
    const counts = async () =>
      [
        ...(await registry.registry.metrics()).matchAll(
          /ignored_messages_total\{feed="ward",reason="(\w+)".*\} (\d)/g,
        ),
      ].map(([, reason, count]) => [reason, count]);
    expect(await counts()).toEqual([
      ['acknowledgement', '0'],
      ['heartbeat', '0'],
    ]);
    nowMs += 60_000;
    gateway.ignored('ward', 'acknowledgement');
    expect(await silences()).toEqual({ ward: 60, laboratory: 60 });
    expect(await counts()).toEqual([
      ['acknowledgement', '1'],
      ['heartbeat', '0'],
    ]);
  });
});

describe('the counters of a gateway that has just started', () => {
  const tls = { certFile: 'a', keyFile: 'b', caFile: 'c', serverName: undefined };
  const feeds = [listened, { ...listened, name: 'lab', tls }, dialled];

  const scrape = () => {
    const metrics = new Metrics({ service: 'gateway', processMetrics: false });
    new GatewayMetrics({
      ...{
        metrics,
        feeds,
        bytesInFlight: () => new Map(),
        waitingFrames: () => 0,
        oldestFrameAgeMs: () => 0,
      },
      now: () => new Date(),
    });
    return metrics.registry.metrics();
  };

  it('are all there, except the count by message type', async () => {
    expect(absentCounters(await scrape())).toEqual(['renwatch_gateway_messages_total']);
  });

  const ALL = ['ward', 'lab', 'course'];
  it.each<[string, string[], string, readonly string[]]>([
    ['acknowledgements_total', ALL, 'code', [...ACK_CODES, 'none']],
    ['dead_letters_total', ALL, 'reason', DEAD_LETTER_REASONS.gateway],
    ['dead_letters_left_out_total', ALL, 'reason', LETTER_REFUSALS],
    ['budget_waits_total', ALL, 'scope', BUDGET_SCOPES],
    ['ignored_messages_total', ALL, 'reason', IGNORED_MESSAGE_REASONS],
    [
      'disconnections_total',
      ALL,
      'reason',
      [...CLOSE_REASONS, 'kafka-unavailable', 'not-ours', 'dead-letters-full', 'ECONNRESET'],
    ],
    ['noise_bytes_total', ALL, 'reason', NOISE_REASONS],
    [
      'redials_total',
      ['course'],
      'reason',
      [...CLOSE_REASONS, 'kafka-unavailable', 'ECONNREFUSED', 'ETIMEDOUT'],
    ],
    ['untrusted_connections_total', ['lab'], 'reason', ['ECONNRESET', 'other']],
  ])('have each known label of %s at 0', async (name, names, label, values) => {
    const series = seriesOf(await scrape(), `renwatch_gateway_${name}`);
    const known = names.flatMap((feed) => values.map((value) => `feed="${feed}",${label}="${value}"`));
    expect(series).toMatchObject(Object.fromEntries(known.map((labels) => [labels, 0])));
    expect(Object.keys(series).every((labels) => names.some((feed) => labels.includes(`"${feed}"`)))).toBe(
      true,
    );
  });

  it('have each feed at 0', async () => {
    const text = await scrape();
    expect(seriesOf(text, 'renwatch_gateway_unacknowledged_frames_total')).toEqual({
      ...{ 'feed="ward"': 0, 'feed="lab"': 0, 'feed="course"': 0 },
    });
    expect(seriesOf(text, 'renwatch_gateway_refused_connections_total')).toEqual({
      ...{ 'feed="ward"': 0, 'feed="lab"': 0 },
    });
  });
});
