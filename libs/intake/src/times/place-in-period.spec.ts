import * as fc from 'fast-check';
import { placeInPeriod } from './place-in-period';

const BEGINS_MS = Date.parse('2025-06-10T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const day = { local: '20250610', instant: '2025-06-10T00:00:00.000Z', precision: 'day' as const };

describe('placeInPeriod', () => {
  it.each([
    ['the send time within the day', 9 * HOUR_MS, 9 * HOUR_MS],
    ['the beginning if sent before', -HOUR_MS, 0],
    ['the last minute if sent at the end of the day', DAY_MS, DAY_MS - 60_000 + 41],
    ['the last minute if sent the next day', DAY_MS + 8 * HOUR_MS, DAY_MS - 60_000 + 15_023],
    ['the last minute if sent a year later', 366 * DAY_MS, DAY_MS - 60_000 + 59_836],
  ])('returns %s', (_case, sentMs, expected) => {
    expect(placeInPeriod(day, BEGINS_MS + sentMs) - BEGINS_MS).toBe(expected);
  });

  it('places a time of an hour within it', () => {
    const hour = { ...day, local: '2025061000', precision: 'hour' as const };
    expect(placeInPeriod(hour, BEGINS_MS + 600_000) - BEGINS_MS).toBe(600_000);
    expect(placeInPeriod(hour, BEGINS_MS + DAY_MS)).toBeLessThan(BEGINS_MS + HOUR_MS);
  });

  it.each(['minute', 'second', 'fraction'] as const)(
    'returns the instant of a time to the %s',
    (precision) => {
      expect(placeInPeriod({ ...day, precision }, BEGINS_MS + HOUR_MS)).toBe(BEGINS_MS);
    },
  );

  it('keeps the order of sending and stays within the day', () => {
    const sent = fc.integer({ min: -DAY_MS, max: 400 * DAY_MS });
    fc.assert(
      fc.property(sent, sent, (a, b) => {
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)].map((ms) =>
          placeInPeriod(day, BEGINS_MS + ms),
        );
        expect(later).toBeGreaterThanOrEqual(earlier ?? NaN);
        expect(earlier).toBeGreaterThanOrEqual(BEGINS_MS);
        expect(later).toBeLessThan(BEGINS_MS + DAY_MS);
      }),
    );
  });
});
