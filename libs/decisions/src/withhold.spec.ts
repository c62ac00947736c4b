import { Hospital, Scenario } from './hospital.spec-support';
import { adt, creatinine } from './messages.spec-support';
import { type MessageFacts } from './facts';
import { DEFAULT_PAGING_LIMITS, explainWithheld, WITHHELD_REASONS } from './withhold';

const HOUR_MS = 3_600_000;
const ward = () =>
  new Scenario(new Hospital({ paging: { maxResultAgeMs: 168 * HOUR_MS, maxMessageAgeMs: 24 * HOUR_MS } }));
const repeating = (facts: MessageFacts): MessageFacts => ({ ...facts, repeatsThePast: true });
const receivedAfter = (hours: number, facts: MessageFacts): MessageFacts => ({
  ...facts,
  receivedAt: new Date(Date.parse(facts.sentAt) + hours * HOUR_MS).toISOString(),
});
const death = (isDeceased: boolean, sentHours: number): MessageFacts => {
  const { patient, ...facts } = adt('1950-01-01', sentHours);
  return { ...facts, patient: patient && { ...patient, death: { isDeceased, at: facts.sentAt } } };
};
const baseline = creatinine('80', 0);
const rise = (sentHours = 24) => creatinine('300', 24, { sentHours });

describe('an alert', () => {
  it.each([
    ['past-message', [baseline], repeating(rise())],
    ['deceased', [baseline, death(true, 20)], rise()],
    ['old-result', [baseline], rise(24 + 168.01)],
    ['old-message', [baseline], receivedAfter(24.01, rise())],
  ] as const)('is withheld, and the decision says why: %s', (withheld, before, facts) => {
    ward()
      .given(...before)
      .when(facts)
      .thenDecisions({
        ...{ level: 3, stage: 3, isNewest: true, alerted: false, withheld },
        reason: expect.stringContaining(explainWithheld(withheld)) as never,
      })
      .thenPaged();
  });

  it.each([
    ['168 hours after the collection', [baseline], rise(24 + 168)],
    ['24 hours after its message', [baseline], receivedAfter(24, rise())],
    ['after a death was taken back', [baseline, death(true, 20), death(false, 21)], rise()],
    ['after an older report of a death', [baseline, death(false, 21), death(true, 20)], rise()],
  ] as const)('is raised %s', (_case, before, facts) => {
    ward()
      .given(...before)
      .when(facts)
      .thenDecisions({ level: 3, alerted: true, withheld: null })
      .thenPaged(300);
  });

  it('is withheld after a message that reports a death and nothing else', () => {
    const { patient, ...facts } = death(true, 20);
    ward()
      .given(baseline, { ...facts, patient: patient && { ...patient, demographicsAt: null } })
      .when(rise())
      .thenDecisions({ withheld: 'deceased' });
  });

  it('is not withheld if none is due', () => {
    ward()
      .given(death(true, 0), baseline)
      .when(creatinine('82', 24))
      .thenDecisions({ level: 0, withheld: null, reason: expect.not.stringContaining('paged') as never });
  });

  it('withheld before is raised if a later message decides the result again', () => {
    const order = { order: 'o1' };
    ward()
      .given(baseline, repeating(creatinine('300', 24, order)))
      .thenPaged()
      .when(creatinine('310', 24, { ...order, status: 'C', sentHours: 25 }))
      .thenPaged(310);
  });

  it('without limits is raised however old the result is', () => {
    new Scenario().given(baseline).when(rise(9_000)).thenPaged(300);
  });
});

describe('the default limits', () => {
  const byDefault = () => new Scenario(new Hospital({ paging: DEFAULT_PAGING_LIMITS })).given(baseline);

  it.each([
    ['a result of 168 hours', rise(24 + 168), null],
    ['a result of more than 168 hours', rise(24 + 168.01), 'old-result'],
    ['a message of any age', receivedAfter(9_000, rise()), null],
  ] as const)('apply to %s', (_case, facts, withheld) => {
    byDefault().when(facts).thenDecisions({ withheld });
  });
});

describe('explainWithheld', () => {
  it('has words for each reason, and none for an alert', () => {
    expect([null, ...WITHHELD_REASONS].map(explainWithheld)).toEqual([
      '',
      '; not paged: an initial load or an archive',
      '; not paged: the patient has died',
      '; not paged: the result is too old',
      '; not paged: the message came too late',
    ]);
  });
});
