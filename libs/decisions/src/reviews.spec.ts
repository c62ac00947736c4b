import * as fc from 'fast-check';
import { given } from './hospital.spec-support';
import { creatinine, type Creatinine } from './messages.spec-support';

const DAY_HOURS = 24;
const YEAR_HOURS = 365 * DAY_HOURS;
const MINUTE_HOURS = 1 / 60;
const MS_HOURS = 1 / 3_600_000;

describe('a result', () => {
  it('is decided when it is new, against the earlier ones', () => {
    given(creatinine('80', 0))
      .when(creatinine('170', DAY_HOURS))
      .thenDecisions({ because: 'new', revision: 1, supersedes: null, level: 2, baselineUmolPerL: 80 });
  });

  it('is decided again when it is revised', () => {
    given(creatinine('80', 0, { order: 'o1' }))
      .when(creatinine('90', 0, { order: 'o1', status: 'C', sentHours: 1 }))
      .thenDecisions({ because: 'revised', revision: 2, resultRevision: 2, creatinineUmolPerL: 90 });
  });

  it('is decided again when an earlier result arrives late, superseding its decision', () => {
    given(creatinine('170', 48), creatinine('172', 60))
      .when(creatinine('80', 0, { sentHours: 61 }))
      .thenDecisions(
        { because: 'new', creatinineUmolPerL: 80, isNewest: false },
        { because: 'history-changed', creatinineUmolPerL: 170, revision: 2, level: 2, isNewest: false },
        { because: 'history-changed', creatinineUmolPerL: 172, revision: 2, level: 2, isNewest: true },
      )
      .thenPaged(172);
    const { decisions } = given(creatinine('170', 48)).when(creatinine('80', 0)).hospital;
    expect(decisions.at(-1)?.supersedes).toBe(decisions[0]?.id);
  });

  it('is decided again up to 365 days after a late result', () => {
    given(creatinine('100', YEAR_HOURS), creatinine('101', YEAR_HOURS + MS_HOURS))
      .when(creatinine('80', 0))
      .thenDecisions({ creatinineUmolPerL: 80 }, { creatinineUmolPerL: 100, because: 'history-changed' });
  });

  it('is not decided again when one of the same time arrives', () => {
    given(creatinine('100', 0))
      .when(creatinine('80', 0))
      .thenDecisions({ creatinineUmolPerL: 80, because: 'new' });
  });

  it('is decided twice in one batch if an earlier one follows it', () => {
    given()
      .when(creatinine('170', DAY_HOURS), creatinine('80', 0))
      .thenDecisions(
        { creatinineUmolPerL: 170, revision: 1 },
        { creatinineUmolPerL: 80, revision: 1 },
        { creatinineUmolPerL: 170, revision: 2, because: 'history-changed' },
      );
  });

  it('is never decided while it is only imported history', () => {
    const scenario = given(creatinine('100', DAY_HOURS));
    scenario.hospital.forgetDecisions('1');
    scenario.when(creatinine('80', 0)).thenDecisions({ creatinineUmolPerL: 80 });
  });

  it.each([
    ['', 1],
    ['P', 1],
    ['F', 1],
    ['C', 1],
    ['D', 0],
    ['W', 0],
    ['X', 0],
  ])('with status %j is looked back on %i times', (status, times) => {
    const { decisions } = given(creatinine('100', 0, { order: 'o1', status })).when(
      creatinine('80', 24),
    ).hospital;
    expect(decisions.at(-1)?.history).toHaveLength(times);
  });

  it('is decided against strictly earlier ones, whatever the order of arrival', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(days, (arrival) => {
        const { hospital } = given()
          .when(...arrival.map((day) => creatinine('80', day * DAY_HOURS)))
          .when(creatinine('81', 501 * DAY_HOURS));
        const newest = hospital.decisions.at(-1);
        expect(newest?.isNewest).toBe(true);
        const seen = arrival.filter((day) => day >= 136).sort((a, b) => a - b);
        const resultOn = new Map(hospital.resultsOf('1').map((result) => [result.observedAtMs, result.id]));
        const first = hospital.resultsOf('1')[0]?.observedAtMs ?? 0;
        const firstDay = Math.min(...arrival);
        const ids = seen.map((day) => resultOn.get(first + (day - firstDay) * DAY_HOURS * 3_600_000));
        expect(newest?.history).toEqual(ids);
      }),
    );
  });
});

describe('a result that arrives after a later one', () => {
  it('is not the newest beside a later result sent after it', () => {
    given(creatinine('80', 0), creatinine('82', 5)).when(creatinine('320', 2)).thenPaged();
  });
});

describe('a result that is dated after its own message', () => {
  const later = (aheadHours: number) => creatinine('82', aheadHours, { sentHours: 0 });

  it.each([
    ['is the newest if it is at most 10 minutes ahead', 10 * MINUTE_HOURS, []],
    ['is not the newest if it is further ahead', 10 * MINUTE_HOURS + MS_HOURS, [320]],
    ['is not the newest if it is hours ahead', 9, [320]],
  ])('%s', (_name, aheadHours, paged) => {
    given(creatinine('80', -24), later(aheadHours))
      .when(creatinine('320', -1, { sentHours: 0 }))
      .thenPaged(...paged);
  });

  it('is the newest once its time has come', () => {
    given(creatinine('80', -24), later(20))
      .when(creatinine('320', 1, { sentHours: 21 }))
      .thenPaged();
  });

  it('silences no earlier result until its time has come', () => {
    given(creatinine('80', 0), creatinine('82', 20, { sentHours: 1 }))
      .when(creatinine('320', 2))
      .thenPaged(320);
  });
});

describe('a withdrawal', () => {
  const hiding = { order: 'o1' };
  /** A result of hour 10 that arrives when the one of hour 12 is known. */
  const late = (umolPerL: string) => creatinine(umolPerL, 10, { sentHours: 13 });
  const withdrawn = (more: Creatinine = {}) =>
    creatinine('82', 12, { ...hiding, status: 'D', sentHours: 14, ...more });
  const ward = (...hidden: ReturnType<typeof late>[]) =>
    given(creatinine('80', 0), creatinine('82', 12, hiding), ...hidden);

  it('retracts the decision', () => {
    given(creatinine('80', 0, { order: 'o1' }))
      .when(creatinine('80', 0, { order: 'o1', status: 'D' }))
      .thenDecisions({
        because: 'withdrawn',
        revision: 2,
        criterion: 'retracted',
        level: 0,
        history: [],
        features: null,
      });
  });

  it('decides nothing about a result that was never decided', () => {
    given()
      .when(creatinine(null, 0, { order: 'o1', status: 'D' }))
      .thenEvents('ResultAdded');
  });

  it.each(['D', 'W', 'X'])('with status %s pages once for the result it uncovers', (status) => {
    ward(late('320'))
      .thenPaged()
      .when(withdrawn({ status }))
      .thenDecisions(
        { because: 'withdrawn' },
        { because: 'uncovered', creatinineUmolPerL: 320, alerted: true },
      )
      .when(creatinine('83', 9, { sentHours: 15 }))
      .thenPaged(320);
  });

  it('decides a later result once, even if it is now the newest', () => {
    ward(creatinine('90', 24))
      .when(withdrawn({ sentHours: 25 }))
      .thenDecisions({ because: 'withdrawn' }, { because: 'history-changed', creatinineUmolPerL: 90 });
  });

  it('pages for both results it uncovers if they have one time', () => {
    ward(late('320'), late('81'), late('130')).thenPaged().when(withdrawn()).thenPaged(130, 320);
  });

  it('pages for the result it uncovers, even if a future-dated result exists', () => {
    ward(creatinine('83', 36, { sentHours: 12.5 }), late('320'))
      .thenPaged()
      .when(withdrawn())
      .thenPaged(320);
  });

  it('uncovers nothing more than 365 days back', () => {
    given(creatinine('80', -YEAR_HOURS), creatinine('82', MS_HOURS, hiding))
      .when(creatinine('82', MS_HOURS, { ...hiding, status: 'D', sentHours: 1 }), creatinine('79', -48))
      .thenDecisions({ because: 'withdrawn' }, { because: 'new', creatinineUmolPerL: 79 });
  });
});
