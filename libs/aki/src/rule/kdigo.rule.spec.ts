import { kdigoRule } from './kdigo.rule';
import { type Criterion, type Stage } from './rule-outcome';
import { adult, ago, DAY_MS, HOUR_MS, MINUTE_MS, now } from './rule.spec-support';

describe('the KDIGO rule', () => {
  it.each<[string, number, number, number, Stage]>([
    ['a rise of 26.4 within 48 h', 126.4, 100, HOUR_MS, 0],
    ['a rise of 26.5 within 48 h', 126.5, 100, HOUR_MS, 1],
    ['a rise of 26.5 in 48.0 h', 126.5, 100, 48 * HOUR_MS, 1],
    ['a rise of 26.5 in more than 48 h', 126.5, 100, 48 * HOUR_MS + MINUTE_MS, 0],
    ['ratio 1.50 in 7.0 d', 150, 100, 7 * DAY_MS, 1],
    ['ratio 1.50 in more than 7 d', 150, 100, 7 * DAY_MS + MINUTE_MS, 0],
    ['ratio 2.00', 200, 100, DAY_MS, 2],
    ['ratio 3.00', 300, 100, DAY_MS, 3],
    ['353.5 with AKI', 353.5, 230, DAY_MS, 1],
    ['353.6 with AKI', 353.6, 230, DAY_MS, 3],
    ['353.6 reached by a rise alone', 353.6, 320, DAY_MS, 3],
    ['353.6 without AKI', 353.6, 340, DAY_MS, 0],
  ])('%s: %d against %d, %d ms before, is stage %d', (_name, current, before, ageMs, stage) => {
    expect(kdigoRule.decide(now(current), [ago(ageMs, before)], adult).stage).toBe(stage);
  });

  it.each<[string, number[], Criterion]>([
    ['8.0 d ago', [8], 'no-recent-history'],
    ['365.0 d ago', [365], 'no-recent-history'],
    ['366 d ago', [366], 'no-history'],
    ['never', [], 'no-history'],
  ])('says what is missing if the last result was %s', (_when, days, criterion) => {
    const history = days.map((day) => ago(day * DAY_MS, 80));
    expect(kdigoRule.decide(now(300), history, adult)).toMatchObject({
      stage: 0,
      criterion,
      historyIds: [],
    });
  });

  it('names its own limit if creatinine alone makes stage 3', () => {
    expect(kdigoRule.decide(now(353.6), [ago(DAY_MS, 230)], adult).criterion).toBe('absolute-353.6');
  });

  it('leaves the absolute limit to adults', () => {
    const child = { birthDate: '2014-01-01', sex: 'F' as const };
    expect(kdigoRule.decide(now(360), [ago(DAY_MS, 230)], child)).toMatchObject({
      stage: 1,
      criterion: 'ratio-7d',
    });
  });

  it('treats a patient of unknown age as an adult, and says so', () => {
    const outcome = kdigoRule.decide(now(360), [ago(DAY_MS, 230)], { birthDate: null, sex: 'U' });
    const assumptions = ['age-unknown-adult-assumed', 'sex-unknown-adult-assumed'];
    expect(outcome).toMatchObject({ stage: 3, assumptions });
  });

  it('treats a child of unknown sex as an adult, and says so', () => {
    const outcome = kdigoRule.decide(now(360), [ago(DAY_MS, 230)], { birthDate: '2014-01-01', sex: 'U' });
    expect(outcome).toMatchObject({ stage: 3, assumptions: ['sex-unknown-adult-assumed'] });
  });

  it('takes the lower of two simultaneous results, in any order', () => {
    const twins = [ago(DAY_MS, 100, 'a'), ago(DAY_MS, 90, 'b')];
    expect(kdigoRule.decide(now(140), twins, adult)).toMatchObject({ stage: 1, baselineUmolPerL: 90 });
    expect(kdigoRule.decide(now(140), [...twins].reverse(), adult)).toMatchObject({ baselineUmolPerL: 90 });
  });
});
