import * as fc from 'fast-check';
import { type MessageFacts } from './facts';
import { Hospital } from './hospital.spec-support';
import { adt, creatinine, merge } from './messages.spec-support';

/** Decisions, numbers and demographics after a stream, played in batches of these sizes. */
function played(stream: readonly MessageFacts[], nextSize: () => number = () => stream.length): Hospital {
  const hospital = new Hospital();
  for (let from = 0, to; from < stream.length; from = to) {
    to = from + nextSize();
    hospital.batch(stream.slice(from, to));
  }
  return hospital;
}

const everything = (hospital: Hospital) => ({
  decisions: hospital.decisions,
  people: hospital.people,
  results: ['1', '2', '3'].map((mrn) => hospital.resultsOf(mrn)),
});

describe('any stream', () => {
  const mrn = fc.constantFrom('1', '2', '3');
  const hours = fc.integer({ min: 0, max: 300 });
  const result = fc
    .record({
      mrn,
      umolPerL: fc.integer({ min: 50, max: 400 }).map(String),
      // One of the times is so late that it looks back on none of the others.
      hours: fc.oneof(hours, fc.constant(9_600)),
      order: fc.constantFrom('', 'o1', 'o2'),
      status: fc.constantFrom('F', 'P', 'C', 'A', 'D'),
    })
    .map(({ umolPerL, hours: at, ...more }) => creatinine(umolPerL, at, more));
  const birth = fc
    .record({ hours, birthDate: fc.constantFrom('1950-01-01', '2015-01-01') })
    .map(({ hours: at, birthDate }) => adt(birthDate, at));
  const streams = (mergeable: readonly string[]) => {
    const number = fc.constantFrom(...mergeable);
    const merged = fc
      .record({ stays: number, goes: number, hours })
      .map(({ stays, goes, hours: at }) => merge(stays, goes, at));
    return fc.array(
      fc.oneof(
        { weight: 12, arbitrary: result },
        { weight: 2, arbitrary: birth },
        { weight: 1, arbitrary: merged },
      ),
      { minLength: 1, maxLength: 25 },
    );
  };

  it('gives the same decisions in batches of any size', () => {
    const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(streams(['1', '2', '3']), sizes, (stream, size) => {
        const pieces = played(stream, () => size.next().value as number);
        expect(everything(pieces)).toEqual(everything(played(stream)));
      }),
    );
  });

  it('changes nothing if each message is resent at once', () => {
    fc.assert(
      fc.property(streams(['1', '2', '3']), (stream) => {
        const resent = played(stream.flatMap((message) => [message, message]));
        expect(everything(resent)).toEqual(everything(played(stream)));
      }),
    );
  });
});

/** A result with an order number of its own, and its later revisions. */
const results = fc.uniqueArray(
  fc.record({
    mrn: fc.constantFrom('1', '2'),
    hours: fc.integer({ min: 0, max: 400 }),
    // Often a value that was reported before.
    values: fc.array(fc.oneof(fc.integer({ min: 40, max: 500 }).map(String), fc.constantFrom('60', '180')), {
      minLength: 1,
      maxLength: 3,
    }),
    last: fc.constantFrom('C', 'A', 'D', 'F'),
  }),
  { minLength: 1, maxLength: 10, selector: ({ mrn, hours }) => `${mrn}@${hours}` },
);
type Result = typeof results extends fc.Arbitrary<(infer R)[]> ? R : never;

/** Each message has a send time of its own: of two revisions sent together the later arrival would stand. */
const messagesOf = ({ mrn, hours, values, last }: Result): MessageFacts[] =>
  values.map((umolPerL, i) => {
    const status = i === 0 ? 'F' : i === values.length - 1 ? last : 'C';
    return creatinine(umolPerL, hours, { mrn, order: `${mrn}@${hours}`, sentHours: hours + i, status });
  });

const shuffled = (stream: readonly MessageFacts[]) =>
  fc
    .shuffledSubarray([...stream], { minLength: stream.length, maxLength: stream.length })
    .map((arrival) => ({ stream, arrival }));

/** The newest decision about each result that stands. */
function finalDecisions(stream: readonly MessageFacts[]) {
  const newest = new Map(played(stream).decisions.map((decision) => [decision.resultId, decision]));
  return [...newest.values()]
    .filter(({ criterion }) => criterion !== 'retracted')
    .sort((a, b) => (a.resultId < b.resultId ? -1 : 1))
    .map(({ resultId, patientId, stage, criterion, baselineUmolPerL, ratio, history, features, level }) => ({
      ...{ resultId, patientId, level, history },
      grounds: { stage, criterion, baselineUmolPerL, ratio, features },
    }));
}

describe('the final decisions', () => {
  it('are the same in any order of arrival', () => {
    fc.assert(
      fc.property(
        results.chain((all) => shuffled(all.flatMap(messagesOf))),
        ({ stream, arrival }) => expect(finalDecisions(arrival)).toEqual(finalDecisions(stream)),
      ),
    );
  });

  it('are the same whenever two numbers are merged, to and fro', () => {
    const merges = [merge('1', '2', 500), merge('2', '1', 501), merge('1', '2', 502)];
    const arrivals = fc
      .tuple(results, fc.integer({ min: 1, max: 3 }))
      .chain(([all, count]) => shuffled([...all.flatMap(messagesOf), ...merges.slice(0, count)]));
    const clinical = (stream: readonly MessageFacts[]) =>
      finalDecisions(stream).map((decision) => ({ ...decision, patientId: undefined }));
    fc.assert(
      fc.property(arrivals, ({ stream, arrival }) => {
        expect(clinical(arrival)).toEqual(clinical(stream));
        expect(played(arrival).patient('1')?.mrn).toBe(played(stream).patient('1')?.mrn);
      }),
    );
  });

  it("do not depend on other patients' results", () => {
    fc.assert(
      fc.property(results, (all) => {
        const whole = finalDecisions(all.flatMap(messagesOf));
        const alone = finalDecisions(all.filter(({ mrn }) => mrn === '1').flatMap(messagesOf));
        expect(whole.filter(({ patientId }) => patientId === 'p:local|1')).toEqual(alone);
      }),
    );
  });

  it('about earlier results do not depend on later ones', () => {
    fc.assert(
      fc.property(results, fc.integer({ min: 0, max: 400 }), (all, until) => {
        const early = all.filter(({ hours }) => hours <= until);
        const isEarly = ({ resultId }: { resultId: string }) =>
          early.some(({ mrn, hours }) => resultId.includes(`"${mrn}@${hours}"`));
        const whole = finalDecisions(all.flatMap(messagesOf));
        expect(whole.filter(isEarly)).toEqual(finalDecisions(early.flatMap(messagesOf)));
      }),
    );
  });
});
