import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type FixedCase, fixedCases } from './fixed-cases';
import { nhsEnglandRule } from './nhs-england.rule';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './rule.spec-support';

type Change = (one: FixedCase) => Partial<FixedCase>;

const cases = [...fixedCases()];
const decide = ({ current, earlier, subject }: FixedCase) => {
  const { stage, criterion, flag } = nhsEnglandRule.decide(current, earlier, subject);
  return `${stage} ${criterion} ${flag}`;
};
const decided = cases.map(decide);
/** Whether NHS England's rule is told from one that takes each case for another one. */
const tellsApart = (change: Change) =>
  cases.some((one, i) => decide({ ...one, ...change(one) }) !== decided[i]);

/** Results so old are older by so much. */
const ageing =
  (ageMs: number, byMs: number): Change =>
  ({ current, earlier }) => ({
    earlier: earlier.map((one) =>
      current.observedAtMs - one.observedAtMs === ageMs
        ? { ...one, observedAtMs: one.observedAtMs - byMs }
        : one,
    ),
  });
/** A current result of so much is a little more, or less. */
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
const isOld = (current: CreatinineResult) => (one: CreatinineResult) =>
  current.observedAtMs - one.observedAtMs > 7 * DAY_MS;
/** Of so many old results the highest does not count. */
const forgetting =
  (count: number): Change =>
  ({ current, earlier }) => {
    const old = earlier.filter(isOld(current)).sort((a, b) => b.umolPerL - a.umolPerL);
    return { earlier: old.length === count ? earlier.filter((one) => one !== old[0]) : earlier };
  };

describe('the fixed cases', () => {
  it('tell nothing apart where nothing is changed', () => {
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
        earlier: earlier.filter((one, i) => earlier[i - 1]?.observedAtMs !== one.observedAtMs),
      }),
    ],
  ])('tell a rule apart for which %s', (_what, change) => {
    expect(tellsApart(change)).toBe(true);
  });
});
