import * as fc from 'fast-check';
import { type MessageFacts } from './facts';
import { Hospital } from './hospital.spec-support';
import { adt, cancellation, creatinine, merge, report } from './messages.spec-support';

const YEAR_HOURS = 365 * 24;

/** The look-backs of all decisions that recorded one, made again from the spans, beside the lists they had. */
function lookBacksOf({ decisions, spans }: Hospital) {
  const recorded = decisions.flatMap(({ id, history, historyRevisions }) => {
    const again = spans.lookBackOf(id);
    return again ? [{ id, again, before: { history, historyRevisions } }] : [];
  });
  return {
    again: recorded.map(({ id, again }) => ({ id, ...again })),
    before: recorded.map(({ id, before }) => ({ id, ...before })),
  };
}

function played(...batches: readonly (readonly MessageFacts[])[]): Hospital {
  const hospital = new Hospital();
  for (const batch of batches) hospital.batch(batch);
  return hospital;
}

const result = fc
  .record({
    mrn: fc.constantFrom('1', '2', '3'),
    umolPerL: fc.constantFrom('60', '90', '180', null),
    hours: fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom(YEAR_HOURS, YEAR_HOURS + 3, 2 * YEAR_HOURS),
    ),
    order: fc.constantFrom('', '', 'o1', 'o2', 'o3'),
    status: fc.constantFrom('F', 'P', 'C', 'A', 'D'),
    sentHours: fc.integer({ min: 0, max: 3 * YEAR_HOURS }),
  })
  .map(({ umolPerL, hours, ...more }) => creatinine(umolPerL, hours, more));
const message = fc.oneof(
  { weight: 12, arbitrary: result },
  {
    weight: 2,
    arbitrary: fc.array(result, { minLength: 2, maxLength: 4 }).map((results) => report(...results)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('1', '2', '3'), fc.integer({ min: 0, max: 99 }))
      .map(([stays, goes, hours]) => merge(stays, goes, hours)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('o1', 'o2'), fc.integer({ min: 0, max: 99 }))
      .map(([order, hours]) => cancellation(order, hours)),
  },
  { weight: 1, arbitrary: fc.constantFrom('1950-01-01', '2015-01-01').map((birth) => adt(birth, 1)) },
);
const batches = fc.array(
  fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 4 }),
    recordsSpans: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('the spans of a history', () => {
  it('give back what each decision looked back on, whatever came later', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const hospital = new Hospital();
        for (const { messages, recordsSpans } of all) hospital.batch(messages, { recordsSpans });
        const { again, before } = lookBacksOf(hospital);
        expect(again).toEqual(before);
      }),
    );
  });

  it('grow by one for each result, whatever the batches', () => {
    const hourly = Array.from({ length: 50 }, (_, hours) => creatinine('80', hours));
    for (const hospital of [played(hourly), played(...hourly.map((facts) => [facts]))]) {
      // Nobody has looked back on the newest yet.
      expect(hospital.spans.spans.length).toBeGreaterThanOrEqual(49);
      expect(hospital.spans.spans.length).toBeLessThanOrEqual(50);
      expect(hospital.spans.spans.every(({ until }) => until === null)).toBe(true);
    }
  });

  it('end and begin for a correction alone', () => {
    const hospital = played(
      [0, 1, 2].map((hours) => creatinine('80', hours, { order: `o${hours}` })),
      [creatinine('90', 1, { order: 'o1', status: 'C', sentHours: 5 })],
      [creatinine('80', 3, { order: 'o3' })],
    );
    const ended = hospital.spans.spans.filter(({ until }) => until !== null);
    expect(ended).toMatchObject([{ revision: 1 }]);
    expect(hospital.spans.spans.filter(({ resultId }) => resultId === ended[0]?.resultId)).toMatchObject([
      { revision: 1 },
      { revision: 2, since: ended[0]?.until, until: null },
    ]);
  });

  it('follow results that a version without spans recorded', () => {
    const hospital = played([creatinine('80', 0)]);
    hospital.batch([creatinine('85', 1), creatinine('90', 2)], { recordsSpans: false });
    hospital.batch([creatinine('180', 3)]);
    const { again } = lookBacksOf(hospital);
    expect(again.map(({ history }) => history.length)).toEqual([0, 3]);
  });

  it('stay with the number that a merge takes away', () => {
    const hospital = played(
      [creatinine('80', 0), creatinine('85', 1), creatinine('70', 2, { mrn: '2' })],
      [creatinine('75', 3, { mrn: '2' })],
      [merge('1', '2', 10)],
      [creatinine('180', 12)],
      [merge('2', '1', 20)],
      [creatinine('190', 22)],
    );
    const { again, before } = lookBacksOf(hospital);
    expect(again).toEqual(before);
    expect(again.at(-1)?.history).toHaveLength(5);
  });
});
