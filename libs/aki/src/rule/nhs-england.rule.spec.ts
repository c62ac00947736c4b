import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { type Criterion, type Stage } from './rule-outcome';
import { adult, ago, DAY_MS, HOUR_MS, MINUTE_MS, now, NOW_MS } from './rule.spec-support';

const stageOf = (current: number, ...earlier: ReturnType<typeof ago>[]) =>
  nhsEnglandRule.decide(now(current), earlier, adult).stage;

describe('the NHS England rule without history', () => {
  it.each([
    [30, 'low'],
    [80, 'none'],
    [200, 'high'],
  ] as const)('flags a first creatinine of %d as %s and raises no alert', (value, flag) => {
    const outcome = nhsEnglandRule.decide(now(value), [], adult);
    expect(outcome).toMatchObject({
      stage: 0,
      criterion: 'no-history',
      flag,
      baselineUmolPerL: null,
      ratio: null,
    });
  });

  it('ignores results of the same minute or later', () => {
    const outcome = nhsEnglandRule.decide(now(300), [ago(0, 80), ago(-MINUTE_MS, 80)], adult);
    expect(outcome).toMatchObject({ stage: 0, criterion: 'no-history', historyIds: [] });
  });
});

describe('the edges of the NHS England windows', () => {
  it('counts a result 48.0 h old as within 48 hours', () => {
    expect(stageOf(127, ago(48 * HOUR_MS, 100))).toBe(1);
  });

  it('excludes a result one minute older than 48 h', () => {
    expect(stageOf(127, ago(48 * HOUR_MS + MINUTE_MS, 100))).toBe(0);
  });

  it('includes a result 7.0 d old in the last 7 days', () => {
    const outcome = nhsEnglandRule.decide(now(150), [ago(7 * DAY_MS, 100)], adult);
    expect(outcome).toMatchObject({ stage: 1, criterion: 'ratio-7d', reference: 'lowest-7d' });
  });

  it('moves a result one minute older than 7 d to the median', () => {
    const outcome = nhsEnglandRule.decide(now(150), [ago(7 * DAY_MS + MINUTE_MS, 100)], adult);
    expect(outcome).toMatchObject({ stage: 1, criterion: 'ratio-365d', reference: 'median-365d' });
  });

  it('includes a result 8.0 d old in the median', () => {
    expect(nhsEnglandRule.decide(now(150), [ago(8 * DAY_MS, 100)], adult).criterion).toBe('ratio-365d');
  });

  it('counts a result 365.0 d old', () => {
    expect(stageOf(150, ago(365 * DAY_MS, 100))).toBe(1);
  });

  it('does not count a result one minute older than 365 d', () => {
    const outcome = nhsEnglandRule.decide(now(150), [ago(365 * DAY_MS + MINUTE_MS, 100)], adult);
    expect(outcome).toMatchObject({ stage: 0, criterion: 'no-history', historyIds: [] });
  });
});

describe('the limits of the NHS England rule', () => {
  it.each<[string, number, number, Stage]>([
    ['ratio 1.49', 149, 100, 0],
    ['ratio 1.50', 150, 100, 1],
    ['ratio 1.50 that binary rounding puts below', 132.63, 88.42, 1],
    ['ratio 1.99', 199, 100, 1],
    ['ratio 2.00', 200, 100, 2],
    ['ratio 2.99', 299, 100, 2],
    ['ratio 3.00', 300, 100, 3],
    ['ratio 3.00 that binary rounding puts below', 0.3, 0.1, 3],
  ])('%s: %d against %d is stage %d', (_name, current, before, stage) => {
    expect(stageOf(current, ago(3 * DAY_MS, before))).toBe(stage);
  });

  it.each<[string, number, number, Stage]>([
    ['a rise of 26', 126, 100, 0],
    ['a rise of 26 that binary rounding puts above', 126.3, 100.3, 0],
    ['a rise of 27', 127, 100, 1],
  ])('%s within 48 hours: %d against %d is stage %d', (_name, current, before, stage) => {
    expect(stageOf(current, ago(HOUR_MS, before))).toBe(stage);
  });

  it.each<[string, number, Stage]>([
    ['1.49', 149, 0],
    ['1.50', 150, 1],
    ['2.00', 200, 2],
    ['3.00', 300, 3],
  ])('reaches the same stages against the median: ratio %s', (_ratio, current, stage) => {
    expect(stageOf(current, ago(8 * DAY_MS, 100))).toBe(stage);
  });

  it.each<[number, Stage]>([
    [126, 0],
    [127, 1],
  ])('stages a rise from 100 to %d in 48.0 h as %d', (current, stage) => {
    expect(stageOf(current, ago(48 * HOUR_MS, 100))).toBe(stage);
  });

  it.each<[number, Stage, Criterion]>([
    [354, 1, 'ratio-7d'],
    [355, 3, 'absolute-354'],
  ])('stages an adult creatinine of %d at ratio 1.5 as %d', (current, stage, criterion) => {
    const outcome = nhsEnglandRule.decide(now(current), [ago(DAY_MS, current / 1.5)], adult);
    expect(outcome).toMatchObject({ stage, criterion });
  });

  it('leaves an adult above 354 alone whose creatinine has not changed', () => {
    expect(stageOf(400, ago(DAY_MS, 395))).toBe(0);
  });

  it.each<[string, number, Stage, Criterion]>([
    ['exactly 3 × the upper limit', 150, 1, 'ratio-7d'],
    ['more than 3 × the upper limit', 150.1, 3, 'paediatric-3x-limit'],
  ])('judges a child with ratio 1.5 and %s by the limit', (_name, current, stage, criterion) => {
    const rule = createNhsEnglandRule({ referenceLimits: () => ({ lowerUmolPerL: 20, upperUmolPerL: 50 }) });
    const child = { birthDate: '2017-03-31', sex: 'F' as const };
    expect(rule.decide(now(current), [ago(DAY_MS, current / 1.5)], child)).toMatchObject({
      stage,
      criterion,
    });
  });

  it.each<[string, string, Criterion]>([
    ['18 today', '2006-03-31', 'absolute-354'],
    ['18 tomorrow', '2006-04-01', 'paediatric-3x-limit'],
  ])('a patient who is %s is judged by %s as %s', (_name, birthDate, criterion) => {
    const outcome = nhsEnglandRule.decide(now(360), [ago(DAY_MS, 200)], { birthDate, sex: 'M' });
    expect(outcome).toMatchObject({ stage: 3, criterion });
  });
});

describe('the baseline of the NHS England rule', () => {
  it('averages the two middle values for the median of an even count', () => {
    const history = [80, 90, 110, 300].map((value, index) => ago((20 + index) * DAY_MS, value));
    expect(nhsEnglandRule.decide(now(150), history, adult)).toMatchObject({
      stage: 1,
      baselineUmolPerL: 100,
    });
  });

  it('takes the higher of the two ratios', () => {
    const history = [ago(DAY_MS, 140), ago(30 * DAY_MS, 70)];
    expect(nhsEnglandRule.decide(now(145), history, adult)).toMatchObject({
      stage: 2,
      criterion: 'ratio-365d',
      baselineUmolPerL: 70,
    });
  });

  it('counts both of two results of the same minute, in any order', () => {
    const twins = [ago(DAY_MS, 100, 'a'), ago(DAY_MS, 90, 'b')];
    const outcome = nhsEnglandRule.decide(now(140), twins, adult);
    expect(outcome).toMatchObject({ stage: 1, baselineUmolPerL: 90, historyIds: ['a', 'b'] });
    expect(nhsEnglandRule.decide(now(140), [...twins].reverse(), adult)).toEqual(outcome);
  });

  it('decides differently after an earlier result is corrected', () => {
    expect(stageOf(150, ago(DAY_MS, 100))).toBe(1);
    expect(stageOf(150, ago(DAY_MS, 140))).toBe(0);
  });

  it('decides differently after a late result arrives', () => {
    expect(stageOf(150, ago(DAY_MS, 140))).toBe(0);
    expect(stageOf(150, ago(DAY_MS, 140), ago(30 * DAY_MS, 75))).toBe(2);
  });

  it('never divides by an earlier result of zero', () => {
    const outcome = nhsEnglandRule.decide(now(150), [ago(DAY_MS, 0), ago(2 * DAY_MS, 140)], adult);
    expect(outcome).toMatchObject({ stage: 0, baselineUmolPerL: 140 });
  });

  it('raises nothing for a current result of zero', () => {
    expect(stageOf(0, ago(DAY_MS, 100))).toBe(0);
  });

  it('names the lowest of 48 hours as the baseline of a rise', () => {
    const outcome = nhsEnglandRule.decide(now(230), [ago(HOUR_MS, 200), ago(4 * DAY_MS, 190)], adult);
    expect(outcome).toMatchObject({ criterion: 'rise-48h', baselineUmolPerL: 200, reference: 'lowest-48h' });
  });
});

describe('the assumptions of the NHS England rule', () => {
  it.each([null, '', '19700101', '1970-02-30', '2031-01-01'])(
    'takes the adult branch for a birth date of %p',
    (birthDate) => {
      const outcome = nhsEnglandRule.decide(now(360), [ago(DAY_MS, 200)], { birthDate, sex: 'M' });
      expect(outcome).toMatchObject({
        criterion: 'absolute-354',
        assumptions: ['age-unknown-adult-assumed'],
      });
    },
  );

  it('stages a patient of unknown sex like any other, and says so', () => {
    const outcome = nhsEnglandRule.decide(now(355), [ago(DAY_MS, 200)], { ...adult, sex: 'U' });
    expect(outcome).toMatchObject({ stage: 3, assumptions: ['sex-unknown-adult-assumed'] });
  });

  it('treats a child of unknown sex as an adult, and says so', () => {
    const child = { birthDate: '2016-03-31', sex: 'U' as const };
    const assumptions = ['sex-unknown-adult-assumed'];
    const stageOfChild = (value: number) => nhsEnglandRule.decide(now(value), [ago(DAY_MS, 200)], child);
    expect(stageOfChild(354)).toMatchObject({ stage: 1, criterion: 'ratio-7d', assumptions });
    expect(stageOfChild(355)).toMatchObject({ stage: 3, criterion: 'absolute-354', assumptions });
    expect(nhsEnglandRule.decide(now(80), [], child)).toMatchObject({ flag: 'none', assumptions });
    expect(nhsEnglandRule.decide(now(80), [], { ...child, sex: 'F' })).toMatchObject({ flag: 'high' });
  });

  it('reports an unknown sex', () => {
    const outcome = nhsEnglandRule.decide(now(80), [], { birthDate: '1970-01-01', sex: 'U' });
    expect(outcome.assumptions).toEqual(['sex-unknown-adult-assumed']);
  });

  it('counts the age at the moment of the result', () => {
    const bornThatDay = { birthDate: new Date(NOW_MS).toISOString().slice(0, 10), sex: 'F' as const };
    expect(nhsEnglandRule.decide(now(40), [], bornThatDay)).toMatchObject({ flag: 'high', assumptions: [] });
  });
});
