import * as fc from 'fast-check';
import { UnitWatch, type WatchedResult } from './unit.watch';

const HIGHEST = 3_000;
/** As the intake accepts or refuses it. */
const seen = (umolPerL: number, baselineUmolPerL: number | null): WatchedResult =>
  umolPerL > HIGHEST ? { kind: 'out-of-range' } : { kind: 'decided', umolPerL, baselineUmolPerL };
const patients = fc.array(
  fc.record({
    usual: fc.double({ min: 46, max: 400, noNaN: true }),
    change: fc.double({ min: 0.5, max: 2, noNaN: true }),
    isKnown: fc.boolean(),
  }),
  { minLength: 20, maxLength: 20 },
);

describe('the unit watch', () => {
  it.each([
    ['× 88.42', 88.42],
    ['÷ 88.42', 1 / 88.42],
  ])('suspects a feed within 20 results of a change by %s', (_name, factor) => {
    fc.assert(
      fc.property(patients, (all) => {
        const watch = new UnitWatch();
        for (let i = 0; i < 20; i += 1) watch.add('lab', seen(90, 85));
        const raised = all.map(({ usual, change, isKnown }) =>
          watch.add('lab', seen(usual * change * factor, isKnown ? usual : null)),
        );
        expect(raised.at(-1)).toBe(true);
      }),
    );
  });

  it('suspects no ward with tenfold rises and occasional typing errors', () => {
    const rises = fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(rises, (all) => {
        const watch = new UnitWatch();
        all.forEach((rise, i) => {
          const result = i % 10 === 0 ? seen(80 * 88.42, 80) : seen(Math.max(20, 80 * rise), 80);
          expect(watch.add('lab', result)).toBe(false);
        });
      }),
    );
  });

  it('suspects the feed that changed and no other', () => {
    const watch = new UnitWatch();
    const raised = Array.from({ length: 10 }, () => [
      watch.add('a', seen(0.9, 80)),
      watch.add('b', seen(82, 80)),
    ]);
    expect(raised.at(-1)).toEqual([true, false]);
  });

  it.each<[string, number, number | null, boolean]>([
    ['a plausible first result', 82, null, false],
    ['a first result of 10', 10, null, false],
    ['a first result below 10', 9.9, null, true],
    ['a first result of 2000', 2_000, null, false],
    ['a first result above 2000', 2_000.1, null, true],
    ['a rise to 44.1 times the baseline', 1_764, 40, false],
    ['a rise to 44.3 times the baseline', 1_772, 40, true],
    ['a fall to a 44.1st of the baseline', 22.7, 1_000, false],
    ['a fall to a 44.4th of the baseline', 22.5, 1_000, true],
  ])('judges %s', (_case, umolPerL, baselineUmolPerL, isSuspected) => {
    expect(new UnitWatch().add('lab', { kind: 'decided', umolPerL, baselineUmolPerL }, 5)).toBe(isSuspected);
  });

  it('counts as many results as came at once', () => {
    const watch = new UnitWatch();
    expect(watch.add('lab', seen(4_000, 80), 4)).toBe(false);
    expect(watch.add('lab', seen(4_000, 80), 1_000)).toBe(true);
    expect(watch.add('lab', seen(82, 80), 15)).toBe(true);
    expect(watch.add('lab', seen(82, 80))).toBe(false);
  });

  it('suspects a feed no longer after twenty plausible results', () => {
    const watch = new UnitWatch();
    for (let i = 0; i < 20; i += 1) watch.add('lab', seen(0.9, 80));
    const raised = Array.from({ length: 20 }, () => watch.add('lab', seen(82, 80)));
    expect([raised[0], raised.at(-1)]).toEqual([true, false]);
  });

  it('takes no feed beyond its limit, and keeps watching those it has', () => {
    const watch = new UnitWatch();
    for (let i = 0; i < 200; i += 1) watch.add(`feed ${i}`, seen(82, 80));
    expect(watch.add('one too many', seen(0.9, 80), 20)).toBe(false);
    expect(watch.add('feed 199', seen(0.9, 80), 20)).toBe(true);
  });
});
