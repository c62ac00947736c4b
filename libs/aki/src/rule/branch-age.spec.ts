import { explainOutcome } from './explain-outcome';
import { kdigoRule } from './kdigo.rule';
import { nhsEnglandRule } from './nhs-england.rule';
import { ago, HOUR_MS, now } from './rule.spec-support';

/** On 31 March 2024, 1.6 × the baseline: stage 1, unless a limit of child or adult makes it stage 3. */
const decide = (rule: typeof kdigoRule, birthDate: string, umolPerL: number) =>
  rule.decide(now(umolPerL), [ago(24 * HOUR_MS, umolPerL / 1.6)], { birthDate, sex: 'M' });

describe('a birth date in part', () => {
  it.each([
    ['a child whatever the day', '2016', 200, 3, 'paediatric-3x-limit', []],
    ['an adult whatever the day', '1960', 300, 1, 'ratio-7d', []],
    ['an adult above 354', '1960-06', 360, 3, 'absolute-354', []],
    [
      '17 or 18, above the limit of a child',
      '2006',
      300,
      3,
      'paediatric-3x-limit',
      ['age-17-or-18-higher-stage'],
    ],
    ['17 or 18, below both limits', '2006', 200, 1, 'ratio-7d', ['age-17-or-18-higher-stage']],
    ['18 by the month', '2006-02', 300, 1, 'ratio-7d', []],
  ])('is judged by NHS England as %s', (_case, birthDate, umolPerL, stage, criterion, assumptions) => {
    expect(decide(nhsEnglandRule, birthDate, umolPerL)).toMatchObject({ stage, criterion, assumptions });
  });

  it("is judged by KDIGO by the adult's limit, which children lack", () => {
    expect(decide(kdigoRule, '2006', 360)).toMatchObject({ stage: 3, criterion: 'absolute-353.6' });
    expect(decide(kdigoRule, '2016', 360)).toMatchObject({ stage: 1 });
  });

  it('is named in the sentence if it leaves the branch open', () => {
    expect(explainOutcome(decide(nhsEnglandRule, '2006', 300))).toMatch(
      /AKI stage 3 \(17 or 18 years old: the higher stage of child and adult\)$/,
    );
    expect(explainOutcome(decide(nhsEnglandRule, '2016', 200))).toMatch(/AKI stage 3$/);
  });
});
