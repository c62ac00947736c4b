import { type JudgedCase } from '../cases/judged-case';
import { bootstrapIntervals } from './bootstrap';

const rows = (count: number, aki: (index: number) => boolean, group: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ aki: aki(index), group: group(index) }) as JudgedCase);

describe('bootstrapIntervals', () => {
  it('contain the figure and have the expected width', () => {
    const cases = rows(400, () => true, String);
    const alerts = cases.map((_, index) => index % 10 !== 0);
    const [low, high] = bootstrapIntervals(cases, alerts).recall;
    expect(low).toBeLessThan(0.9);
    expect(high).toBeGreaterThan(0.9);
    // Standard error √(0.9 · 0.1 / 400) = 0.015, so 0.059 from end to end.
    expect(high - low).toBeGreaterThan(0.04);
    expect(high - low).toBeLessThan(0.08);
  });

  it('are wider if results belong to few patients', () => {
    const alerts = Array.from({ length: 400 }, (_, index) => index >= 40);
    const width = (group: (index: number) => string) => {
      const [low, high] = bootstrapIntervals(
        rows(400, () => true, group),
        alerts,
      ).recall;
      return high - low;
    };
    expect(width((index) => String(Math.floor(index / 40)))).toBeGreaterThan(2 * width(String));
  });

  it('are the same each time', () => {
    const cases = rows(50, (index) => index % 3 === 0, String);
    const alerts = cases.map((_, index) => index % 2 === 0);
    expect(bootstrapIntervals(cases, alerts)).toEqual(bootstrapIntervals(cases, alerts));
  });
});
