import fc from 'fast-check';

import { explainOutcome } from '../rule/explain-outcome';
import { nhsEnglandRule } from '../rule/nhs-england.rule';
import { adult, ago, DAY_MS, now } from '../rule/rule.spec-support';
import { type Stage } from '../rule/rule-outcome';
import { applyPolicy } from './apply-policy';

const info = { holdBackThreshold: 0.2, alertThreshold: 0.8 };
const rule = (current: number) => nhsEnglandRule.decide(now(current), [ago(3 * DAY_MS, 100)], adult);
const model = (probability: number, inside = true) => ({
  ...{ probability, info, inside },
  outsideReasons: inside ? [] : ['history-length' as const],
});

describe('the alert policy', () => {
  it('never suppresses stage 2 or 3, whatever the model says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 200, max: 3000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (current, probability, inside) => {
          const outcome = rule(current);
          expect(applyPolicy({ rule: outcome, model: model(probability, inside) })).toMatchObject({
            level: outcome.stage,
            source: 'rule',
          });
        },
      ),
    );
  });

  it('holds back a stage 1 below the threshold, and says so', () => {
    const verdict = applyPolicy({ rule: rule(160), model: model(0.0342) });
    expect(verdict).toEqual({
      level: 0,
      source: null,
      reason:
        'Creatinine 160 µmol/L, 1.6 × the lowest of the last 7 days (100): AKI stage 1; held back by the model (probability 3.4%, below 20.0%)',
    });
  });

  it('keeps a stage 1 at the threshold', () => {
    expect(applyPolicy({ rule: rule(160), model: model(0.2) })).toMatchObject({ level: 1, source: 'rule' });
  });

  it.each<[Stage, number]>([
    [0, 140],
    [1, 160],
    [2, 210],
    [3, 310],
  ])('keeps a stage %d outside the training domain, and says why', (level, current) => {
    const verdict = applyPolicy({
      rule: rule(current),
      model: {
        ...model(level === 0 ? 0.99 : 0.01, false),
        outsideReasons: ['age-unknown' as const, 'sex-unknown' as const],
      },
    });
    expect(verdict).toMatchObject({ level, source: level === 0 ? null : 'rule' });
    expect(verdict.reason).toBe(
      `${explainOutcome(rule(current))}; the rule decided alone, for the model: age unknown, sex unknown`,
    );
  });

  it('does not mention the model for a stage 2 inside the domain', () => {
    expect(applyPolicy({ rule: rule(210), model: model(0.01) }).reason).toBe(explainOutcome(rule(210)));
  });

  it('raises an alert of the model if the rule has none', () => {
    expect(applyPolicy({ rule: rule(140), model: model(0.8) })).toEqual({
      level: 1,
      source: 'model',
      reason:
        'Creatinine 140 µmol/L, 1.4 × the lowest of the last 7 days (100): AKI by the model (probability 80.0%, alerts from 80.0%)',
    });
  });

  it.each([
    ['below its threshold', model(0.79)],
    ['outside its training domain', model(0.99, false)],
    ['that is not there', null],
  ])('raises nothing for a model %s', (_name, opinion) => {
    expect(applyPolicy({ rule: rule(140), model: opinion })).toMatchObject({ level: 0, source: null });
  });

  it('lets the rule decide without a model', () => {
    expect(applyPolicy({ rule: rule(160), model: null })).toMatchObject({ level: 1, source: 'rule' });
  });
});
