import { ALL_FAULTS } from '../faults/all-faults';
import { planFaults, type PlannedFault } from './fault-plan';

const MINUTE_MS = 60_000;
const planFor = (minutes: number, seed = 1) =>
  planFaults({ seed, forMs: minutes * MINUTE_MS, faults: ALL_FAULTS });
const shape = (plan: readonly PlannedFault[]) =>
  plan.map(({ fault, atMs, lastsMs }) => `${atMs} ${fault.name} ${lastsMs}`);

describe('the plan of faults', () => {
  it('depends on the seed alone', () => {
    expect(shape(planFor(10))).toEqual(shape(planFor(10)));
    expect(shape(planFor(10, 2))).not.toEqual(shape(planFor(10)));
  });

  it('begins a longer run as it begins a shorter one', () => {
    const short = shape(planFor(1));
    expect(shape(planFor(5)).slice(0, short.length)).toEqual(short);
  });

  it('strikes with 15 kinds in two minutes, and all in ten', () => {
    const kindsOf = (minutes: number) => new Set(planFor(minutes).map(({ fault }) => fault.name)).size;
    expect(kindsOf(2)).toBeGreaterThanOrEqual(15);
    expect(kindsOf(10)).toBe(ALL_FAULTS.length);
  });

  it('strikes more than 500 times in an hour', () => {
    expect(planFor(60).length).toBeGreaterThan(500);
  });

  it('gives each part time to recover before its next fault', () => {
    const freeAtMs = new Map<string, number>();
    let lastMs = 0;
    for (const { fault, atMs, lastsMs } of planFor(30, 7)) {
      expect(atMs).toBeGreaterThanOrEqual(Math.max(lastMs, freeAtMs.get(fault.part) ?? 0));
      lastMs = atMs;
      freeAtMs.set(fault.part, atMs + lastsMs);
    }
  });

  it('names each kind once', () => {
    expect(new Set(ALL_FAULTS.map(({ name }) => name)).size).toBe(ALL_FAULTS.length);
  });
});
