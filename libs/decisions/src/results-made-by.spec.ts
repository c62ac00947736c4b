import { resultsMadeBy } from './find-result';
import { given } from './hospital.spec-support';
import { creatinine, report } from './messages.spec-support';

describe('resultsMadeBy', () => {
  it('finds the results of a message by its observations', () => {
    const both = report(creatinine('80', 0), creatinine('90', 1));
    const results = given(both, creatinine('100', 2)).hospital.resultsOf('1');
    const madeBy = (messageId: string) => Object.fromEntries(resultsMadeBy({ results }, messageId));
    expect(madeBy(both.messageId)).toEqual({
      [`${both.messageId}:0`]: results[0]?.id,
      [`${both.messageId}:1`]: results[1]?.id,
    });
    expect(madeBy(both.messageId.slice(0, -1))).toEqual({});
  });

  it('finds the first of two results that one observation made', () => {
    const { hospital } = given(creatinine('80', 0), creatinine('90', 1));
    const results = hospital.resultsOf('1').map((result) => ({ ...result, sources: new Set(['m:0']) }));
    expect(resultsMadeBy({ results }, 'm').get('m:0')).toBe(results[0]?.id);
  });
});
