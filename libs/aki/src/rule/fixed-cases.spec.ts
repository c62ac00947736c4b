import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type FixedCase, fixedCases } from './fixed-cases';
import { nhsEnglandRule } from './nhs-england.rule';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './rule.spec-support';

type Change = (fixed: FixedCase) => Partial<FixedCase>;

const cases = [...fixedCases()];
let decided: string[] | undefined;
const decide = ({ current, earlier, subject }: FixedCase) => {
  const { stage, criterion, flag } = nhsEnglandRule.decide(current, earlier, subject);
  return `${stage} ${criterion} ${flag}`;
};
/** True if the cases show the difference between NHS England's rule and the rule with a change. */
function tellsApart(change: Change): boolean {
  // Within a test, so that mutation testing knows which tests reach the rule.
  const expected = (decided ??= cases.map(decide));
  return cases.some((fixed, i) => decide({ ...fixed, ...change(fixed) }) !== expected[i]);
}

/** Treats results of an age as older by `byMs`. */
const ageing =
  (ageMs: number, byMs: number): Change =>
  ({ current, earlier }) => ({
    earlier: earlier.map((result) =>
      current.observedAtMs - result.observedAtMs === ageMs
        ? { ...result, observedAtMs: result.observedAtMs - byMs }
        : result,
    ),
  });
/** Treats a current result of a value as slightly more or less. */
const nudging =
  (umolPerL: number, by: number): Change =>
  ({ current }) => ({
    current: current.umolPerL === umolPerL ? { ...current, umolPerL: umolPerL + by } : current,
  });
const born =
  (birthDate: string, as: string): Change =>
  ({ subject }) => ({
    subject: subject.birthDate === birthDate ? { ...subject, birthDate: as } : subject,
  });
const isOld = (current: CreatinineResult) => (result: CreatinineResult) =>
  current.observedAtMs - result.observedAtMs > 7 * DAY_MS;
/** Ignores the highest of `count` old results. */
const forgetting =
  (count: number): Change =>
  ({ current, earlier }) => {
    const old = earlier.filter(isOld(current)).sort((a, b) => b.umolPerL - a.umolPerL);
    return { earlier: old.length === count ? earlier.filter((result) => result !== old[0]) : earlier };
  };

describe('the fixed cases', () => {
  it('show no difference without a change', () => {
    expect(tellsApart(() => ({}))).toBe(false);
  });

  it.each<[string, Change]>([
    ['a ratio of 1.5 does not reach stage 1', nudging(150, -0.001)],
    ['a ratio of 2 does not reach stage 2', nudging(200, -0.001)],
    ['a ratio of 3 does not reach stage 3', nudging(300, -0.001)],
    ['a rise of 26 is stage 1', nudging(126, 0.001)],
    ['354 is above the limit', nudging(354, 0.001)],
    ['48.0 h are outside 48 hours', ageing(48 * HOUR_MS, MINUTE_MS)],
    ['48 hours end later', ageing(48 * HOUR_MS + MINUTE_MS, -MINUTE_MS)],
    ['7.0 d are outside 7 days', ageing(7 * DAY_MS, MINUTE_MS)],
    ['7 days end later', ageing(7 * DAY_MS + MINUTE_MS, -MINUTE_MS)],
    ['365.0 d are outside the year', ageing(365 * DAY_MS, MINUTE_MS)],
    ['the year ends later', ageing(365 * DAY_MS + MINUTE_MS, -MINUTE_MS)],
    ['a result of the same minute counts', ageing(0, MINUTE_MS)],
    ['an adult is one a day before the 18th birthday', born('2006-01-02', '2006-01-01')],
    ['an adult is none on the 18th birthday', born('2006-01-01', '2006-01-02')],
    [
      'a boy is judged as a girl',
      ({ subject: { birthDate } }) =>
        birthDate?.startsWith('2006') ? { subject: { birthDate, sex: 'F' } } : {},
    ],
    [
      'a child of unknown sex is judged as a child',
      ({ subject: { birthDate, sex } }) =>
        birthDate === '2016-01-01' && sex === 'U' ? { subject: { birthDate, sex: 'F' } } : {},
    ],
    ['the median of two old results is the lower', forgetting(2)],
    ['the median of three is that of the lower two', forgetting(3)],
    ['the median of four is the second', forgetting(4)],
    [
      'of two results at one minute the first counts',
      ({ earlier }) => ({
        earlier: earlier.filter((result, i) => earlier[i - 1]?.observedAtMs !== result.observedAtMs),
      }),
    ],
  ])('show the difference if %s', (_change, change) => {
    expect(tellsApart(change)).toBe(true);
  });
});
