import { type SimulatorEvent } from '../cluster/simulator-events';
import { measure } from './measure';

const at = (ms: number): string => new Date(ms).toISOString();
const acked = (ms: number, index = 0): SimulatorEvent => ({ type: 'acked', at: at(ms), index });
const steady = () => 0;
const sent = (ms: number, mrn: string, time = 't'): SimulatorEvent => ({
  type: 'sent',
  at: at(ms),
  mrn,
  time,
  otherTimes: ['u'],
});
const page = (ms: number, mrn: string, time = 't'): SimulatorEvent => ({
  type: 'page',
  at: at(ms),
  mrn,
  time,
});

describe('measure', () => {
  it('finds the longest standstill, even if it crosses the window’s edge', () => {
    const events = [1_000, 1_200, 5_000, 5_100, 9_000, 9_100, 20_000].map((ms) => acked(ms));
    expect(measure(events, { fromMs: 2_000, toMs: 6_000 }, steady).standstillMs).toBe(3_900);
    expect(measure(events, { fromMs: 1_300, toMs: 1_400 }, steady).standstillMs).toBe(3_800);
    expect(measure(events, { fromMs: 9_050, toMs: 9_200 }, steady).standstillMs).toBe(10_900);
  });

  it('subtracts the stream’s own pauses, even after a resend', () => {
    const sentAt = [0, 100, 4_100];
    const pauseOf = (from: number, to: number) => (sentAt[to] ?? 0) - (sentAt[from] ?? 0);
    const events = [acked(1_000, 0), acked(1_150, 1), acked(5_350, 2), acked(5_360, 1)];
    expect(measure(events, { fromMs: 0, toMs: 9_000 }, pauseOf).standstillMs).toBe(200);
  });

  it('measures page delays from first send to first arrival', () => {
    const events = [
      ...[sent(1_500, 'a'), sent(4_000, 'a'), page(6_500, 'a'), page(9_000, 'a')],
      ...[sent(3_000, 'b'), page(3_100, 'b', 'u')],
      ...[sent(7_000, 'c'), page(99_000, 'c')],
      page(2_000, 'never sent'),
    ];
    expect(measure(events, { fromMs: 1_000, toMs: 4_500 }, steady)).toMatchObject({
      longestPageDelayMs: 5_000,
      pages: 2,
    });
  });

  it('is zero without events', () => {
    const nothing = { standstillMs: 0, longestPageDelayMs: 0, pages: 0 };
    expect(measure([], { fromMs: 0, toMs: 1 }, steady)).toEqual(nothing);
  });
});
