import * as fc from 'fast-check';
import { type CreatinineResult } from '../creatinine/creatinine-result';
import { lowestWithin, usableHistory, valuesBeyond, WINDOW_365D_MS, WINDOW_7D_MS } from './history-window';

const AT_MS = Date.UTC(2024, 0, 1);
const current: CreatinineResult = { id: 'current', observedAtMs: AT_MS, umolPerL: 100 };

/** Ages on and beside the ends of the windows, often equal. */
const ages = fc.oneof(
  fc.constantFrom(0, 1, WINDOW_7D_MS, WINDOW_7D_MS + 1, WINDOW_365D_MS, WINDOW_365D_MS + 1),
  fc.integer({ min: -10, max: WINDOW_365D_MS + 10 }),
);
const results = fc.array(
  fc
    .record({ id: fc.constantFrom('a', 'b', 'c'), ageMs: ages, umolPerL: fc.integer({ min: 0, max: 3 }) })
    .map(({ id, ageMs, umolPerL }) => ({ id, observedAtMs: AT_MS - ageMs, umolPerL })),
  { maxLength: 30 },
);
const ageOf = ({ observedAtMs }: CreatinineResult) => AT_MS - observedAtMs;

describe('usableHistory', () => {
  it('keeps every usable result, by time, then id', () => {
    fc.assert(
      fc.property(results, (earlier) => {
        const history = usableHistory(current, earlier);
        const usable = earlier.filter(
          (result) => ageOf(result) > 0 && ageOf(result) <= WINDOW_365D_MS && result.umolPerL > 0,
        );
        expect(new Set(history)).toEqual(new Set(usable));
        expect(history).toHaveLength(usable.length);
        const keys = history.map(({ observedAtMs, id }) => `${observedAtMs} ${id}`);
        expect(keys).toEqual([...keys].sort());
      }),
    );
  });

  it('returns what is prepared already as it is, without a copy', () => {
    fc.assert(
      fc.property(results, (earlier) => {
        const history = usableHistory(current, earlier);
        expect(usableHistory(current, history)).toBe(history);
      }),
    );
  });
});

describe('a window', () => {
  it('splits the history at its end, which counts as within', () => {
    fc.assert(
      fc.property(results, (earlier) => {
        const history = usableHistory(current, earlier);
        const valuesIf = (isIn: (ageMs: number) => boolean) =>
          history.filter((result) => isIn(ageOf(result))).map(({ umolPerL }) => umolPerL);
        const within = valuesIf((ms) => ms <= WINDOW_7D_MS);
        const lowest = within.length === 0 ? null : Math.min(...within);
        expect(lowestWithin(current, history, WINDOW_7D_MS)).toBe(lowest);
        expect(valuesBeyond(current, history, WINDOW_7D_MS)).toEqual(valuesIf((ms) => ms > WINDOW_7D_MS));
      }),
    );
  });
});
