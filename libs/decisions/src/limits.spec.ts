import { Hospital, Scenario } from './hospital.spec-support';
import { type DecisionLimits, DEFAULT_LIMITS } from './limits';
import { cancellation, creatinine, merge, report } from './messages.spec-support';

const limited = (limits: Partial<DecisionLimits>) =>
  new Scenario(new Hospital({ limits: { ...DEFAULT_LIMITS, ...limits } }));
const YEAR_HOURS = 365 * 24;
/** Results of the hours from 1 on, each of an order of its own. */
const hourly = (count: number) =>
  Array.from({ length: count }, (_, i) => creatinine(String(80 + i), i + 1, { order: `o${i + 1}` }));

describe('a patient with as many results as any may have', () => {
  const full = () => limited({ results: 3 }).given(...hourly(3));

  it.each([
    ['a later result', 9],
    ['an earlier result', 0],
    ['a result of exactly a year later', YEAR_HOURS + 1],
  ])('is refused %s', (_name, hours) => {
    full().when(creatinine('300', hours)).thenEvents('ResultRefused').thenPaged();
  });

  it('is decided on again once a year lies between', () => {
    full()
      .when(creatinine('300', YEAR_HOURS + 2))
      .thenEvents('ResultAdded', 'ReviewDue');
  });

  it('keeps correcting, withdrawing and repeating what it has', () => {
    full()
      .when(
        creatinine('300', 3, { order: 'o3', status: 'C', sentHours: 9 }),
        creatinine(null, 2, { order: 'o2', status: 'D', sentHours: 9 }),
        creatinine('80', 1, { order: 'o1', id: 'again' }),
      )
      .thenPaged(300);
  });

  it('has the first results of a message that brings too many', () => {
    limited({ results: 3 })
      .when(report(...hourly(5)))
      .thenResults('1', { umolPerL: '80' }, { umolPerL: '81' }, { umolPerL: '82' });
  });
});

describe('a result that was changed as often as any may be', () => {
  const corrected = (revision: number, status = 'C') =>
    creatinine(status === 'D' ? null : String(80 + revision), 0, { order: 'o', status, sentHours: revision });
  const changed = () => limited({ revisions: 3 }).given(...[1, 2, 3].map((revision) => corrected(revision)));

  it('is refused another value', () => {
    changed()
      .when(corrected(4))
      .thenEvents('ResultRefused')
      .thenResults('1', { revision: 3, umolPerL: '83' });
  });

  it.each([
    ['withdrawn', corrected(4, 'D')],
    ['cancelled', cancellation('o', 4)],
  ])('can still be %s, once', (_name, message) => {
    changed().given(message).thenResults('1', { revision: 4 }).when(corrected(5)).thenEvents('ResultRefused');
  });
});

describe('a change that concerns many later results', () => {
  const late = creatinine('40', 0);
  const reviewed = (count: number, limits: Partial<DecisionLimits>) => {
    const scenario = limited(limits)
      .given(...hourly(count))
      .when(late);
    return scenario.hospital.decisions
      .slice(count)
      .filter(({ because }) => because === 'history-changed')
      .map(({ observedAtMs }) => new Date(observedAtMs).getUTCHours());
  };

  it('decides all of them again up to the limit', () => {
    expect(reviewed(5, { laterResults: 4, latestOfMore: 2 })).toEqual([1, 2, 3, 4, 5]);
  });

  it('decides the newest and the latest others again beyond it', () => {
    expect(reviewed(6, { laterResults: 4, latestOfMore: 2 })).toEqual([4, 5, 6]);
  });

  it('counts the ones left out', () => {
    const scenario = limited({ laterResults: 4, latestOfMore: 2 })
      .given(...hourly(6))
      .when(late);
    expect(scenario.hospital.events).toContainEqual(
      expect.objectContaining({ type: 'ReviewsOmitted', count: 3 }),
    );
  });

  it('pages for the newest however little may be decided again', () => {
    limited({ laterResults: 0, latestOfMore: 0 })
      .given(...hourly(6))
      .when(late)
      .thenPaged(85);
  });

  it('leaves the rest of a message fewer reviews', () => {
    const scenario = limited({ reviewsAMessage: 7 })
      .given(...hourly(6))
      .when(report(creatinine('70', 0), creatinine('71', 0.5)));
    // Five of the first change, two of the second, and the newest for each.
    expect(
      scenario.hospital.decisions.slice(6).filter(({ because }) => because === 'history-changed'),
    ).toHaveLength(5 + 2 + 2);
  });

  it('holds for the results of a merge', () => {
    const others = [0, 1].map((hours) => creatinine('70', hours, { mrn: '2', order: `x${hours}` }));
    const scenario = limited({ reviewsAMessage: 3 })
      .given(...hourly(6), ...others)
      .when(merge('1', '2', 30));
    const merged = scenario.hospital.decisions.slice(8);
    expect(merged.map(({ because, isNewest }) => [because, isNewest])).toEqual([
      ...[1, 2, 3].map(() => ['merged', false]),
      ['merged', true],
    ]);
  });
});
