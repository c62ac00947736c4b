import { kdigoRule } from './kdigo.rule';
import { type Stage } from './rule-outcome';
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

  it('says that a patient without a result of the last 7 days has no history', () => {
    expect(kdigoRule.decide(now(300), [ago(8 * DAY_MS, 80)], adult).criterion).toBe('no-history');
  });
});
