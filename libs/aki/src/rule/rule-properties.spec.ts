import fc from 'fast-check';

import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { kdigoRule } from './kdigo.rule';
import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { DAY_MS, MINUTE_MS, now, NOW_MS } from './rule.spec-support';

const values = fc.integer({ min: 1, max: 30_000 }).map((tenths) => tenths / 10);
const histories: fc.Arbitrary<CreatinineResult[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    observedAtMs: fc.integer({ min: -1440, max: 400 * 1440 }).map((minutes) => NOW_MS - minutes * MINUTE_MS),
    umolPerL: values,
  }),
  { maxLength: 12, selector: (result) => result.id },
);
const subjects: fc.Arbitrary<DecisionSubject> = fc.record({
  birthDate: fc.constantFrom(null, '1950-06-01', '2012-02-29', '2024-01-01', '2006', '2016-06'),
  sex: fc.constantFrom('F' as const, 'M' as const, 'U' as const),
});

describe.each([
  ['NHS England', nhsEnglandRule],
  ['KDIGO', kdigoRule],
])('for any history, the %s rule', (_name, rule) => {
  it('never lowers the stage for more creatinine', () => {
    fc.assert(
      fc.property(values, values, histories, subjects, (first, second, history, subject) => {
        const [less, more] = first < second ? [first, second] : [second, first];
        expect(rule.decide(now(more), history, subject).stage).toBeGreaterThanOrEqual(
          rule.decide(now(less), history, subject).stage,
        );
      }),
    );
  });

  it('never stages lower if only part of the birth date is known', () => {
    const births = fc
      .date({ min: new Date('2003-01-01'), max: new Date('2009-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const sexes = fc.constantFrom('F' as const, 'M' as const);
    fc.assert(
      fc.property(
        values,
        histories,
        births,
        sexes,
        fc.constantFrom(4, 7),
        (value, history, birthDate, sex, length) => {
          const stageBy = (birth: string) =>
            rule.decide(now(value), history, { birthDate: birth, sex }).stage;
          expect(stageBy(birthDate.slice(0, length))).toBeGreaterThanOrEqual(stageBy(birthDate));
        },
      ),
    );
  });

  it('ignores the order of the results', () => {
    fc.assert(
      fc.property(values, histories, subjects, (current, history, subject) => {
        const outcome = rule.decide(now(current), history, subject);
        expect(rule.decide(now(current), [...history].reverse(), subject)).toEqual(outcome);
      }),
    );
  });

  it('ignores results of the same moment, later, or older than 365 days', () => {
    fc.assert(
      fc.property(values, histories, subjects, (current, history, subject) => {
        const counted = history.filter((result) => {
          const ageMs = NOW_MS - result.observedAtMs;
          return ageMs > 0 && ageMs <= 365 * DAY_MS;
        });
        expect(rule.decide(now(current), history, subject)).toEqual(
          rule.decide(now(current), counted, subject),
        );
      }),
    );
  });

  it('gives a stage above 0 only with a baseline it names', () => {
    fc.assert(
      fc.property(values, histories, subjects, (current, history, subject) => {
        const outcome = rule.decide(now(current), history, subject);
        if (outcome.stage > 0) {
          expect(outcome.baselineUmolPerL).toBeLessThan(current);
          expect(outcome.reference).not.toBeNull();
        }
      }),
    );
  });
});

it('keeps the ratio stage of the NHS England rule under scaling', () => {
  // Without the absolute limits only the ratio is left; powers of two scale without rounding.
  const scales = fc.constantFrom(0.25, 0.5, 2, 4);
  const rule = createNhsEnglandRule({ referenceLimits: () => ({ lowerUmolPerL: 0, upperUmolPerL: 1e9 }) });
  const child: DecisionSubject = { birthDate: '2012-02-29', sex: 'F' };
  fc.assert(
    fc.property(values, histories, scales, (current, history, scale) => {
      const plain = rule.decide(now(current), history, child);
      const scaled = rule.decide(
        now(current * scale),
        history.map((result) => ({ ...result, umolPerL: result.umolPerL * scale })),
        child,
      );
      const ratioStage = (stage: number, criterion: string) => (criterion.startsWith('ratio') ? stage : 0);
      expect(ratioStage(scaled.stage, scaled.criterion)).toBe(ratioStage(plain.stage, plain.criterion));
      if (plain.criterion !== 'rise-48h' && scaled.criterion !== 'rise-48h')
        expect(scaled.ratio).toBe(plain.ratio);
    }),
  );
});
