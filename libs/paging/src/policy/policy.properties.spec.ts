import { type Stage } from '@renwatch/aki';
import fc from 'fast-check';
import { episodesOf } from './episodes';
import { judgeResult, lastStandingPage } from './judge-result';
import { BASELINE, HOUR_MS, play } from './paging.spec-support';
import { pagingStep } from './paging-step';
import { byTime, NO_PAGING, type PagingDecision, type PatientPaging } from './patient-paging';

interface Reading {
  hours: number;
  level: Stage;
  share: number;
}

const reading: fc.Arbitrary<Reading> = fc.record({
  hours: fc.constantFrom(1, 6, 24, 47, 48, 100, 168, 169, 400),
  level: fc.constantFrom<Stage>(0, 1, 2, 3),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Values of each level, as multiples of the baseline. */
const RANGE: Readonly<Record<Stage, readonly [number, number]>> = {
  0: [0.8, 1.49],
  1: [1.5, 1.99],
  2: [2, 2.99],
  3: [3, 8],
};

function decisionOf(place: number, hour: number, { level, share }: Reading): PagingDecision {
  const [low, high] = RANGE[level];
  const umolPerL = BASELINE * (low + share * (high - low));
  return {
    ...{ resultId: `r${place}`, observedAtMs: hour * HOUR_MS, level, umolPerL },
    ...{ baselineUmolPerL: BASELINE, alerted: level > 0, decidedAtMs: hour * HOUR_MS },
  };
}

/** Results as they are taken, each decided once. */
const inOrder = fc.array(reading, { maxLength: 12 }).map((readings) => {
  let hour = 0;
  return readings.map((given, place) => {
    hour += given.hours;
    return decisionOf(place, hour, given);
  });
});

/** The same with late arrivals, corrections and withdrawals; alerts as the decision core raises them. */
const disturbed = fc
  .tuple(
    inOrder,
    fc.array(fc.record({ place: fc.nat(11), change: fc.option(reading, { nil: null }) }), { maxLength: 8 }),
  )
  .chain(([decisions, changes]) =>
    fc.shuffledSubarray(decisions, { minLength: decisions.length }).map((arrivals) => {
      const corrections = changes.flatMap(({ place, change }) => {
        const before = decisions[place];
        if (!before) return [];
        const now = change ? decisionOf(place, before.observedAtMs / HOUR_MS, change) : withdrawnOf(before);
        return [now];
      });
      return alerting([...arrivals, ...corrections]);
    }),
  );

const withdrawnOf = (decision: PagingDecision): PagingDecision => ({
  ...decision,
  ...{ level: 0, umolPerL: null, alerted: false },
});

/** An alert is raised for the newest live result only, and only above the level of its alerts before. */
function alerting(decisions: readonly PagingDecision[]): PagingDecision[] {
  const times = new Map<string, number>();
  const alerted = new Map<string, number>();
  return decisions.map((decision, place) => {
    const { resultId, observedAtMs, level, umolPerL } = decision;
    times.delete(resultId);
    const isNewest = [...times.values()].every((time) => time < observedAtMs);
    if (umolPerL !== null) times.set(resultId, observedAtMs);
    const isAlerted = isNewest && level > (alerted.get(resultId) ?? 0);
    if (isAlerted) alerted.set(resultId, level);
    return { ...decision, alerted: isAlerted, decidedAtMs: place };
  });
}

describe('the paging policy, for any results', () => {
  it('never pages less than first alerts and rises in stage', () => {
    fc.assert(
      fc.property(inOrder, (decisions) => {
        const { notices } = play(decisions);
        const alerts = decisions.filter(({ level }) => level > 0);
        const due = alerts.filter((alert, place) => {
          const before = alerts[place - 1];
          if (!before) return true;
          return alert.observedAtMs - before.observedAtMs > 168 * HOUR_MS || alert.level > before.level;
        });
        const paged = notices.flat().flatMap(({ kind, resultId }) => (kind === 'page' ? [resultId] : []));
        expect(paged).toEqual(expect.arrayContaining(due.map(({ resultId }) => resultId)));
      }),
    );
  });

  it('leaves no newest alert without a page that says as much', () => {
    fc.assert(
      fc.property(disturbed, (decisions) => {
        let state: PatientPaging = NO_PAGING;
        for (const decision of decisions) {
          ({ state } = pagingStep(state, decision));
          const newest = [...state.results]
            .filter(({ umolPerL }) => umolPerL !== null)
            .sort(byTime)
            .at(-1);
          const level = Math.min(newest?.level ?? 0, newest?.alertedLevel ?? 0);
          if (!newest || level === 0) continue;
          const last = lastStandingPage(state);
          expect(last?.standingLevel).toBeGreaterThanOrEqual(level);
          const episode = episodesOf(state.results).at(-1);
          expect(episode?.results).toContainEqual(last?.result);
        }
      }),
    );
  });

  it('retracts each page whose cause is corrected away, once', () => {
    fc.assert(
      fc.property(disturbed, (decisions) => {
        const { state } = play(decisions);
        const standing = new Set(
          state.pages.filter((page) => !page.isRetracted).map(({ resultId }) => resultId),
        );
        for (const { resultId, level } of state.results)
          if (level === 0) expect(standing).not.toContain(resultId);
        const causes = decisions.filter(({ resultId }) => standing.has(resultId));
        const removals = [...new Map(causes.map((cause) => [cause.resultId, withdrawnOf(cause)])).values()];
        const { notices, state: after } = play([...removals, ...removals], state);
        const retracted = notices.flat().filter(({ kind }) => kind === 'retract');
        const paged = notices.flat().filter(({ kind }) => kind === 'page');
        const ids = retracted.map(({ resultId }) => resultId).sort();
        expect(ids).toEqual(
          [
            ...standing,
            ...paged
              .map(({ resultId }) => resultId)
              .filter((id) => removals.some((removal) => removal.resultId === id)),
          ].sort(),
        );
        expect(
          after.pages.filter(({ resultId, isRetracted }) => standing.has(resultId) && !isRetracted),
        ).toEqual([]);
      }),
    );
  });

  it('judges the same whatever the order of arrival', () => {
    const shuffled = inOrder.chain((decisions) =>
      fc.tuple(fc.constant(decisions), fc.shuffledSubarray(decisions, { minLength: decisions.length })),
    );
    fc.assert(
      fc.property(shuffled, ([decisions, arrivals]) => {
        const known = play(alerting(arrivals)).state;
        expect(
          episodesOf(known.results).map(({ results }) => results.map(({ resultId }) => resultId)),
        ).toEqual(
          episodesOf(play(decisions).state.results).map(({ results }) =>
            results.map(({ resultId }) => resultId),
          ),
        );
        const reversed = { ...known, results: [...known.results].reverse() };
        for (const { resultId, level } of known.results)
          if (level > 0)
            expect(judgeResult(reversed, resultId, level)).toEqual(judgeResult(known, resultId, level));
      }),
    );
  });

  it('says the same wherever a batch ends', () => {
    fc.assert(
      fc.property(disturbed, fc.nat(20), (decisions, border) => {
        const whole = play(decisions);
        const first = play(decisions.slice(0, border));
        // The next batch reads rows, in whatever order the database returns them.
        const results = [...first.state.results].sort((a, b) => (a.resultId < b.resultId ? -1 : 1));
        const stored = JSON.parse(JSON.stringify({ ...first.state, results })) as PatientPaging;
        const second = play(decisions.slice(border), stored);
        expect([...first.notices, ...second.notices]).toEqual(whole.notices);
      }),
    );
  });

  it('is silent about a decision that it has seen', () => {
    fc.assert(
      fc.property(disturbed, (decisions) => {
        const { state } = play(decisions);
        const last = decisions.at(-1);
        if (last) expect(pagingStep(state, { ...last, alerted: false }).notices).toEqual([]);
      }),
    );
  });
});
