import * as fc from 'fast-check';
import { retryDelayMs } from './retry-delay';

const MOST = () => 0.999_999_999;
const limits = { maxBackoffMs: 5_000, maxRepeatBackoffMs: 120_000 };
const counts = fc.integer({ min: 1, max: 10_000 });
const arrivals = fc.boolean();

describe('retryDelayMs', () => {
  it.each([
    { tries: { attempts: 1, unconfirmed: 0 }, mayHaveArrived: false, most: 200 },
    { tries: { attempts: 40, unconfirmed: 0 }, mayHaveArrived: false, most: 5_000 },
    { tries: { attempts: 40, unconfirmed: 39 }, mayHaveArrived: false, most: 5_000 },
    { tries: { attempts: 1, unconfirmed: 1 }, mayHaveArrived: true, most: 1_000 },
    { tries: { attempts: 40, unconfirmed: 3 }, mayHaveArrived: true, most: 4_000 },
    { tries: { attempts: 40, unconfirmed: 40 }, mayHaveArrived: true, most: 120_000 },
  ])('is at most $most ms after $tries', ({ tries, mayHaveArrived, most }) => {
    expect(retryDelayMs(tries, { mayHaveArrived }, { ...limits, random: MOST })).toBe(most);
  });

  it('stays between zero and the limit of its kind', () => {
    fc.assert(
      fc.property(counts, counts, arrivals, (attempts, unconfirmed, mayHaveArrived) => {
        const delayMs = retryDelayMs({ attempts, unconfirmed }, { mayHaveArrived }, limits);
        expect(delayMs).toBeGreaterThan(0);
        expect(delayMs).toBeLessThanOrEqual(mayHaveArrived ? 120_000 : 5_000);
      }),
    );
  });

  it('repeats an unconfirmed page five times, then once a minute', () => {
    const requestTimeoutMs = 5_000;
    const sentAtMs = [0];
    for (let unconfirmed = 1; unconfirmed < 40; unconfirmed += 1) {
      const tries = { attempts: unconfirmed, unconfirmed };
      const delayMs = retryDelayMs(tries, { mayHaveArrived: true }, { ...limits, random: () => 0 });
      sentAtMs.push((sentAtMs.at(-1) ?? 0) + requestTimeoutMs + delayMs);
    }
    const repeatsFrom = (fromMs: number) =>
      sentAtMs.filter((ms) => ms > fromMs && ms <= fromMs + 60_000).length;
    expect([repeatsFrom(0), repeatsFrom(600_000), repeatsFrom(1_200_000)]).toEqual([5, 1, 1]);
  });
});
