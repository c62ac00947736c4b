import * as fc from 'fast-check';
import { type MessageFacts } from './facts';
import { given } from './hospital.spec-support';
import { creatinine, next, report, type Creatinine } from './messages.spec-support';

const first = creatinine('20', 0, { order: 'F1', placer: 'P1' });

describe('the order of a result', () => {
  it.each<[string, Creatinine]>([
    ['the same filler number', {}],
    ['the placer number alone', { order: 'P1' }],
    ['an unknown code', { code: '' }],
    ['the specimen named', { specimen: 'S1' }],
    ['its time to the day', { digits: 8 }],
    ['its time to the minute', { digits: 12 }],
  ])('is known by %s', (_name, more) => {
    given(first)
      .when(next('79', 0, more))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { umolPerL: '79', order: 'F1', placer: 'P1' });
  });

  it.each<[string, Creatinine]>([
    ['another filler number of one placer number', { order: 'F2', placer: 'P1' }],
    ['another code', { code: 'POCT' }],
    ['another sub-id', { subId: '2' }],
  ])('is another with %s', (_name, more) => {
    given(first)
      .when(next('79', 0, more))
      .thenEvents('ResultAdded', 'ReviewDue')
      .thenResults('1', { umolPerL: expect.anything() as never }, { umolPerL: expect.anything() as never });
  });

  it('learns its filler number, and is then known by it alone', () => {
    given(creatinine('20', 0, { order: 'P1', status: 'P' }), next('79', 0, { placer: 'P1' }))
      .when(next('78', 0, { status: 'C', sentHours: 2 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { umolPerL: '78', order: 'F1', placer: 'P1', revision: 3 });
  });

  it('learns its filler number from a message that no longer counts', () => {
    given(creatinine('79', 0, { order: 'P1', sentHours: 2 }))
      .when(next('20', 0, { placer: 'P1', status: 'P' }))
      .thenEvents('ResultConfirmed')
      .thenResults('1', { umolPerL: '79', order: 'F1', placer: 'P1' });
  });

  it('keeps two specimens apart', () => {
    given(next('80', 0, { specimen: 'S1' }))
      .when(next('300', 0, { specimen: 'S2' }))
      .thenEvents('ResultAdded', 'ReviewDue');
  });

  it('keeps two codes of one message apart, also when they are resent', () => {
    const both = report(next('300', 0, { code: 'LAB' }), next('90', 0, { code: 'POCT' }));
    const values = [{ umolPerL: '300' }, { umolPerL: '90' }];
    const { hospital } = given(both).when(both).thenEvents();
    expect(hospital.resultsOf('1').map(({ id }) => id).length).toBe(2);
    expect(hospital.resultsOf('1')).toEqual(
      expect.arrayContaining(values.map((value) => expect.objectContaining(value) as never)),
    );
  });

  it('gives two samples two results, also if the later one arrives first', () => {
    given(next('79', 2, { sentHours: 3 }))
      .when(first)
      .thenEvents('ResultAdded', 'ReviewDue', 'ReviewDue')
      .thenResults('1', { umolPerL: '20' }, { umolPerL: '79' });
  });

  it('gives two samples two results', () => {
    given(first)
      .when(next('79', 2, { sentHours: 3 }))
      .thenEvents('ResultAdded', 'ReviewDue')
      .thenResults('1', { umolPerL: '20' }, { umolPerL: '79' });
  });
});

describe('a result without an order number', () => {
  it.each([
    ['sub-id', creatinine('80', 0, { subId: '2', sentHours: 1 })],
    ['order number', creatinine('80', 0, { order: 'F1', sentHours: 1 })],
    ['time of the day', creatinine('80', 3, { digits: 8, sentHours: 4 })],
  ])('is another than one that differs by the %s', (_name, other) => {
    given(creatinine('80', 0)).when(other).thenResults('1', {}, {});
    given(other).when(creatinine('80', 0)).thenResults('1', {}, {});
  });

  it('is the same if its time is given to the minute', () => {
    given(creatinine('80', 0))
      .when(creatinine('80', 0, { digits: 12, sentHours: 1 }))
      .thenEvents('ResultConfirmed')
      .thenResults('1', { umolPerL: '80' });
  });

  it('is not corrected by one with another sub-id', () => {
    given(creatinine('80', 0))
      .when(creatinine('90', 0, { subId: '2', status: 'C', sentHours: 1 }))
      .thenResults('1', { umolPerL: '80' }, { umolPerL: '90' });
  });

  it('is not corrected by one with another code', () => {
    given(creatinine('300', 0))
      .when(creatinine('90', 0, { code: 'POCT', status: 'C', sentHours: 1 }))
      .thenEvents('ResultAdded', 'ReviewDue');
  });

  it.each(['D', 'W', 'X'])('is not withdrawn by %s under another code', (status) => {
    given(creatinine('300', 0))
      .when(creatinine(null, 0, { code: 'POCT', status, sentHours: 1 }))
      .thenEvents()
      .thenResults('1', { umolPerL: '300', status: 'F' });
  });

  it('is corrected by one with its code, beside another code', () => {
    given(creatinine('300', 0), creatinine('90', 0, { code: 'POCT' }))
      .when(creatinine('310', 0, { status: 'C', sentHours: 1 }))
      .thenEvents('ResultRevised', 'ReviewDue');
  });

  it('is not corrected by one without a code, beside another code', () => {
    given(creatinine('300', 0), creatinine('90', 0, { code: 'POCT' }))
      .when(creatinine('310', 0, { code: '', status: 'C', sentHours: 1 }))
      .thenEvents('ResultAdded', 'ReviewDue');
  });
});

describe('a result of a day', () => {
  const ofDay = (umolPerL: string, sentHours: number, more: Creatinine = {}) => {
    const facts = creatinine(umolPerL, sentHours, { ...more, digits: 8 });
    const begins = '2024-03-31T00:00:00.000Z';
    const results = facts.results.map((result) => ({
      ...result,
      observedAt: { ...result.observedAt, begins },
    }));
    return { ...facts, results };
  };

  it('is compared with the one sent earlier that day', () => {
    given(ofDay('80', 9)).when(ofDay('260', 21)).thenDecisions({ stage: 3, alerted: true });
  });

  it('is the same in another message, whenever that is sent', () => {
    given(ofDay('80', 9)).when(ofDay('80', 21)).thenEvents('ResultConfirmed').thenResults('1', {});
  });

  it('is the same in its order, and keeps its place', () => {
    given(ofDay('80', 9, { order: 'F1', status: 'P' }), creatinine('81', 12))
      .when(ofDay('260', 21, { order: 'F1' }))
      .thenResults('1', { umolPerL: '260', observedLocal: '20240331' }, { umolPerL: '81' });
  });
});

describe('the messages about one order', () => {
  /** A preliminary, its final with the filler number, and a correction of value and time. */
  const story: MessageFacts[] = [
    creatinine('80', -24),
    creatinine('20', 0, { order: 'P1', status: 'P', sentHours: 1 }),
    creatinine('25', 0, { order: 'F1', placer: 'P1', sentHours: 2 }),
    creatinine('85', 0.25, { order: 'F1', placer: 'P1', status: 'C', sentHours: 3 }),
    creatinine('300', 24, { order: 'F2', placer: 'P2' }),
  ];
  const shuffled = fc.shuffledSubarray(story, { minLength: story.length });

  it('leave the same results in any order of arrival, resends included', () => {
    const grounds = (arrival: readonly MessageFacts[]) => {
      const { hospital } = given(...arrival);
      const live = hospital.resultsOf('1').filter(({ umolPerL }) => umolPerL !== null);
      const newest = new Map(hospital.decisions.map((decision) => [decision.resultId, decision]));
      const judged = live.map(({ id }) => newest.get(id));
      return live.map(({ umolPerL, observedLocal }, i) => ({
        ...{ umolPerL, observedLocal, stage: judged[i]?.stage, baseline: judged[i]?.baselineUmolPerL },
      }));
    };
    const expected = grounds(story);
    expect(expected.map(({ umolPerL }) => umolPerL)).toEqual(['80', '85', '300']);
    fc.assert(
      fc.property(shuffled, fc.boolean(), (arrival, resent) => {
        expect(grounds(resent ? arrival.flatMap((message) => [message, message]) : arrival)).toEqual(
          expected,
        );
      }),
    );
  });
});
