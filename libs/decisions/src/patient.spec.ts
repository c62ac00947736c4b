import * as fc from 'fast-check';
import { NO_DEMOGRAPHICS } from './demographics';
import { lookBackOf, type Patient, patientWith, withDecision, withResult } from './patient';
import { type Result } from './result';
import { isSameTest, isSameTime } from './sample';
import { standing } from './standing';

const MINUTE_MS = 60_000;
const identity = { id: 'p', key: 'local|1', authority: 'local', mrn: '1', ...NO_DEMOGRAPHICS };

/** Results that often share an order, by either number, and a time, in full or in part. */
const results = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    order: fc.constantFrom('', 'F1', 'F2', 'P1'),
    placer: fc.constantFrom('', 'P1'),
    code: fc.constantFrom('C', 'K', ''),
    status: fc.constantFrom('F', 'P', 'C', 'D'),
    sentAtMs: fc.integer({ min: 0, max: 3 }),
    minutes: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(1_500)),
    digits: fc.constantFrom(6, 8, 10, 12, 14, 14),
    revision: fc.integer({ min: 1, max: 3 }),
    umolPerL: fc.constantFrom('80', '90', null),
  })
  .map(({ minutes, digits, placer, ...own }): Result => {
    const observedAtMs = Date.UTC(2024, 2, 31) + minutes * MINUTE_MS;
    const local = new Date(observedAtMs).toISOString().replace(/\D/g, '').slice(0, digits);
    return {
      ...own,
      placer: own.order === '' || own.order === placer ? '' : placer,
      ...{ observedLocal: local, observedAtMs, specimen: '', service: '', subId: '', comparator: '' },
      ...{ correctedFrom: '', origin: 'feed', sources: new Set<string>(), decision: null },
    };
  });

/** The plain definition: compares each result with every one kept before it. */
function standingByComparingAll(all: readonly Result[]): Result[] {
  const numbersOf = ({ order, placer }: Result) => [order, placer].filter((number) => number !== '');
  const kept: Result[] = [];
  for (const result of all) {
    const candidates = numbersOf(result).flatMap((number) =>
      kept.filter((candidate) => numbersOf(candidate).includes(number)),
    );
    const other = candidates.find(
      (candidate) => isSameTest(candidate, result) && isSameTime(candidate, result),
    );
    if (other) {
      const [stays] = standing([other, result]);
      if (stays === other) continue;
      kept.splice(kept.indexOf(other), 1);
    }
    kept.push(result);
  }
  return kept;
}

const contents = ({ results: all, live, history }: Patient) => ({
  ...{ all, live },
  history: history.lookBack(0, live.length, { fromMs: -Infinity, toMs: Infinity }).results,
});

describe('a patient', () => {
  it('is the same whether results come together or one by one', () => {
    fc.assert(
      fc.property(fc.array(results, { maxLength: 12 }), (changes) => {
        const patient = changes.reduce(withResult, patientWith(identity, []));
        const last = new Map(changes.map((result) => [result.id, result]));
        expect(contents(patient)).toEqual(contents(patientWith(identity, [...last.values()])));
      }),
    );
  });

  it('keeps what its decisions looked back on, whatever comes later', () => {
    fc.assert(
      fc.property(fc.array(results, { minLength: 1, maxLength: 12 }), (changes) => {
        const seen: ReturnType<typeof lookBackOf>[] = [];
        changes.reduce(
          (patient, result) => {
            const next = withResult(patient, result);
            seen.push(lookBackOf(next, result), lookBackOf(patient, result));
            return next;
          },
          patientWith(identity, []),
        );
        for (const { view, results: before } of seen) {
          expect(view.results()).toEqual(before);
          expect(view).toHaveLength(before.length);
        }
      }),
    );
  });

  it('has a decision in both lists, and the same history', () => {
    const decision = { id: 'd', revision: 1, alertedLevel: 0 };
    fc.assert(
      fc.property(fc.array(results, { minLength: 1, maxLength: 5 }), ([first, ...others]) => {
        const patient = [...others, first as Result].reduce(withResult, patientWith(identity, []));
        const decided = withDecision(patient, first as Result, decision);
        const expected = patientWith(
          identity,
          patient.results.map((result) => (result.id === first?.id ? { ...result, decision } : result)),
        );
        expect(contents(decided)).toEqual(contents(expected));
      }),
    );
  });
});

describe('standing', () => {
  it('keeps the same results as a comparison of all with all', () => {
    const distinct = fc.uniqueArray(results, { selector: ({ id }) => id });
    fc.assert(fc.property(distinct, (all) => expect(standing(all)).toEqual(standingByComparingAll(all))));
  });
});
