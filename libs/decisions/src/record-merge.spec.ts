import { type MessageFacts } from './facts';
import { given } from './hospital.spec-support';
import { adt, creatinine, merge } from './messages.spec-support';

/** A result under the number `old` or `new`. */
const old = (umolPerL: string, hours: number, more = {}) =>
  creatinine(umolPerL, hours, { mrn: 'old', ...more });
const fresh = (umolPerL: string, hours: number, more = {}) =>
  creatinine(umolPerL, hours, { mrn: 'new', ...more });

const receivedLater = (facts: MessageFacts): MessageFacts => ({
  ...facts,
  receivedAt: new Date(Date.parse(facts.receivedAt) + 5).toISOString(),
});

describe('a merge of two patients', () => {
  it("decides results again that look back on the other patient's, and pages", () => {
    given(old('80', 0), fresh('180', 24))
      .when(merge('new', 'old', 30))
      .thenEvents('PatientsMerged', 'ReviewDue')
      .thenDecisions({
        ...{
          because: 'merged',
          creatinineUmolPerL: 180,
          revision: 2,
          level: 2,
          baselineUmolPerL: 80,
          alerted: true,
        },
        patient: { key: 'local|new', authority: 'local', mrn: 'new' },
      });
  });

  it('pages for the newest result of both, and only that', () => {
    given(old('80', 0), old('85', 48), fresh('180', 24))
      .when(merge('new', 'old', 50))
      .thenDecisions(
        { creatinineUmolPerL: 180, level: 2, alerted: false },
        { creatinineUmolPerL: 85, level: 0, alerted: false },
      )
      .thenPaged();
  });

  it('decides results of both in order of time', () => {
    given(old('80', 0), fresh('81', 10), old('82', 20), fresh('83', 30))
      .when(merge('new', 'old', 40))
      .thenDecisions({ creatinineUmolPerL: 81 }, { creatinineUmolPerL: 82 }, { creatinineUmolPerL: 83 });
  });

  it("decides no result again more than 365 days after the other patient's", () => {
    given(old('80', 0), fresh('180', 365 * 24), fresh('181', 365 * 24 + 1))
      .when(merge('new', 'old', 365 * 24 + 2))
      .thenDecisions({ creatinineUmolPerL: 180, because: 'merged' });
  });

  it('gives late results under the old number to the patient', () => {
    given(fresh('80', 0), merge('new', 'old', 10))
      .when(old('180', 24))
      .thenDecisions({
        level: 2,
        patientId: 'p:local|new',
        patient: { key: 'local|new', authority: 'local', mrn: 'new' },
      });
  });

  it('applies to later results if the old number has none yet', () => {
    given(merge('new', 'old', 0), old('80', 1))
      .when(fresh('180', 24))
      .thenDecisions({ level: 2 });
  });

  it('recognises a resent result under either number', () => {
    given(old('80', 0), merge('new', 'old', 10))
      .when(old('80', 0))
      .thenEvents()
      .when(fresh('80', 0, { sentHours: 12 }))
      .thenEvents('ResultConfirmed');
  });

  it('lets a result of the old number be corrected', () => {
    given(old('80', 0, { order: 'o1' }), fresh('180', 24), merge('new', 'old', 30))
      .when(old('160', 0, { order: 'o1', status: 'C', sentHours: 40 }))
      .thenDecisions(
        { because: 'revised', creatinineUmolPerL: 160 },
        { because: 'history-changed', creatinineUmolPerL: 180, level: 0, revision: 3 },
      );
  });

  describe('with one order under both numbers', () => {
    const both = [old('80', 0, { order: 'o1' }), fresh('80', 0, { order: 'o1', sentHours: 1 })];
    const withdrawn = old('80', 0, { order: 'o1', status: 'D', sentHours: 40 });
    const corrected = old('160', 0, { order: 'o1', status: 'C', sentHours: 40 });
    const later = fresh('180', 240);
    /** Length of the history of the latest decision about the result of hour 240. */
    const historyLength = ({ hospital }: ReturnType<typeof given>) =>
      hospital.decisions.findLast(({ creatinineUmolPerL }) => creatinineUmolPerL === 180)?.history.length;

    it('counts the order once', () => {
      expect(historyLength(given(...both, later, merge('new', 'old', 30)))).toBe(1);
    });

    it('drops the order if a withdrawal under either number is sent last', () => {
      expect(historyLength(given(...both, later, merge('new', 'old', 30), withdrawn))).toBe(0);
      expect(historyLength(given(...both, later, withdrawn, merge('new', 'old', 50)))).toBe(0);
    });

    it('takes the last correction under either number', () => {
      given(...both, later, merge('new', 'old', 30))
        .when(corrected)
        .thenDecisions({ because: 'revised' }, { creatinineUmolPerL: 180, stage: 0, baselineUmolPerL: 160 });
    });

    it('decides no result again that has the time of the withdrawn one', () => {
      const order = { order: 'o1' };
      given(
        ...[fresh('82', 24, order), fresh('90', 24)],
        old('82', 24, { ...order, status: 'D', sentHours: 26 }),
      )
        .when(merge('new', 'old', 30))
        .thenEvents('PatientsMerged');
    });

    it('pages for the result that the withdrawal under the other number uncovers', () => {
      const order = { order: 'o1' };
      given(
        ...[fresh('80', 0), fresh('82', 24, order), fresh('180', 12, { sentHours: 25 })],
        old('82', 24, { ...order, status: 'D', sentHours: 26 }),
      )
        .thenPaged()
        .when(merge('new', 'old', 30))
        .thenDecisions({ because: 'uncovered', creatinineUmolPerL: 180, level: 2, alerted: true });
    });
  });

  it('changes nothing if it is resent', () => {
    const scenario = given(old('80', 0), fresh('180', 24), merge('new', 'old', 30));
    const { people } = scenario.hospital;
    scenario.when(merge('new', 'old', 30)).thenMergesIgnored('resent');
    expect(scenario.hospital.people).toEqual(people);
  });

  it('changes nothing if it merges a number into itself', () => {
    given(creatinine('80', 0, { mrn: 'a' }))
      .when(merge('a', 'a', 1))
      .thenMergesIgnored('same-number')
      .when(creatinine('180', 24, { mrn: 'a' }))
      .thenDecisions({ level: 2 });
  });

  it.each([
    ['first into the middle', [merge('b', 'a', 1), merge('c', 'b', 2)]],
    ['first into the end', [merge('c', 'b', 2), merge('b', 'a', 1)]],
  ])('follows a chain, merged %s', (_name, merges) => {
    given(creatinine('80', 0, { mrn: 'a' }), ...merges)
      .when(creatinine('180', 24, { mrn: 'b' }))
      .thenDecisions({ level: 2, alerted: true, patient: { key: 'local|c', authority: 'local', mrn: 'c' } });
  });

  it('changes nothing between two numbers that are merged into a third', () => {
    given(merge('c', 'a', 1), merge('c', 'b', 2))
      .when(merge('b', 'a', 3))
      .thenMergesIgnored('already-merged');
  });

  it('is reversed by a later message', () => {
    given(merge('b', 'a', 1))
      .when(merge('a', 'b', 2))
      .thenEvents('SurvivorChanged')
      .when(creatinine('80', 3, { mrn: 'b' }), creatinine('180', 24, { mrn: 'b' }))
      .thenDecisions({ patientId: 'p:local|a' }, { level: 2, patientId: 'p:local|a' });
  });

  it('is not reversed by a message that is not newer', () => {
    given(merge('a', 'b', 2))
      .when(merge('b', 'a', 1))
      .thenMergesIgnored('older');
  });

  it('keeps what is known of the patient when it is reversed', () => {
    const { hospital } = given(adt('1950-01-01', 0, { mrn: 'b' }), merge('b', 'a', 1), merge('a', 'b', 2));
    expect(hospital.patient('b')).toMatchObject({ mrn: 'a', birthDate: '1950-01-01' });
  });

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
    'ends with the latest sent of three in the order %j',
    (order) => {
      const merges = [merge('b', 'a', 1), merge('a', 'b', 2), merge('b', 'a', 3)];
      const { hospital } = given(...order.flatMap((i) => merges[i] ?? []));
      expect(hospital.patient('a')?.mrn).toBe('b');
      expect(hospital.patient('b')?.mrn).toBe('b');
    },
  );

  it('is confirmed by a repetition, and then withstands an older reversal', () => {
    given(merge('b', 'a', 1))
      .when(merge('b', 'a', 3))
      .thenEvents('MergeConfirmed')
      .when(merge('a', 'b', 2))
      .thenMergesIgnored('older');
  });

  it.each([
    ['repeated', merge('a', 'b', 7), 'MergeConfirmed'],
    ['reversed', merge('b', 'a', 7), 'SurvivorChanged'],
  ] as const)('can be %s after a merge of two other numbers', (_case, later, event) => {
    given(merge('a', 'b', 5))
      .when(merge('d', 'c', 6), later)
      .thenEvents('PatientsMerged', event);
  });

  it('joins demographics, the newer ones first', () => {
    const { hospital } = given(
      ...[adt('1950-01-01', 0, { mrn: 'new' }), adt('1960-01-01', 5, { mrn: 'old' })],
      merge('new', 'old', 6),
    );
    expect(hospital.patient('old')).toMatchObject({ mrn: 'new', birthDate: '1960-01-01' });
  });

  it.each([[[0, 1]], [[1, 0]]])(
    'is reversed by one received later in its second, processed as %j',
    (order) => {
      const merges = [merge('a', 'b', 1), receivedLater(merge('b', 'a', 1))];
      const { hospital } = given(...order.flatMap((i) => merges[i] ?? []));
      expect([hospital.patient('a')?.mrn, hospital.patient('b')?.mrn]).toEqual(['b', 'b']);
    },
  );

  it('has an order even if two are sent and received together', () => {
    const [first, second] = [merge('a', 'b', 1), merge('b', 'a', 1)];
    expect(given(first, second).hospital.patient('a')?.mrn).toBe(
      given(second, first).hospital.patient('a')?.mrn,
    );
  });

  it.each([
    ['applied before', [merge('a', 'b', 1), merge('b', 'a', 2)]],
    ['ignored before', [merge('b', 'a', 2), merge('a', 'b', 1)]],
  ])('is not reversed by a resend of a message %s', (_name, merges) => {
    const { hospital } = given(...merges)
      .when(receivedLater(merge('a', 'b', 1)))
      .thenMergesIgnored('resent');
    expect(hospital.patient('a')?.mrn).toBe('b');
  });

  it('joins every old number that one message names', () => {
    const { merges: others } = merge('new', 'older', 10);
    const both = merge('new', 'old', 10);
    given(creatinine('80', 0, { mrn: 'older' }), old('150', 1))
      .when({ ...both, merges: [...both.merges, ...others] })
      .thenEvents('PatientsMerged', 'PatientsMerged', 'ReviewDue')
      .when(fresh('160', 24))
      .thenDecisions({ level: 2, baselineUmolPerL: 80 });
  });

  it('tells if no message had named the old number', () => {
    const isUnmatched = (...messages: MessageFacts[]) =>
      given(...messages).hospital.events.flatMap((event) =>
        event.type === 'PatientsMerged' ? [event.isUnmatched] : [],
      );
    expect(isUnmatched(fresh('80', 0), merge('new', 'old', 1))).toEqual([true]);
    expect(isUnmatched(old('80', 0), merge('new', 'old', 1))).toEqual([false]);
    expect(isUnmatched(merge('old', 'older', 0), merge('new', 'old', 1))).toEqual([true, false]);
  });

  it.each([
    ['a result', old('80', 0)],
    ['demographics', adt('1950-01-01', 0, { mrn: 'old' })],
  ])('matches an old number that had %s in the same batch', (_case, facts) => {
    const { events } = given().when(facts, merge('new', 'old', 1)).hospital;
    expect(events).toContainEqual(expect.objectContaining({ type: 'PatientsMerged', isUnmatched: false }));
  });

  it('reports demographics in the same message', () => {
    const facts = merge('new', 'old', 6);
    const { patient } = adt('1950-01-01', 6, { mrn: 'new' });
    given(old('80', 0))
      .when({ ...facts, patient })
      .thenEvents('DemographicsChanged', 'PatientsMerged');
  });
});
