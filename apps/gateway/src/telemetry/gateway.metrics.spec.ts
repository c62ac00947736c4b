import { Metrics } from '@renwatch/runtime';
import { GatewayMetrics } from './gateway.metrics';

const SILENCE = /^renwatch_gateway_seconds_since_last_message\{feed="(\w+)",service="gateway"\} (\d+)$/gm;

describe('the silence of a feed', () => {
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
      feeds: ['ward', 'laboratory'],
      bytesInFlight: () => new Map(),
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
