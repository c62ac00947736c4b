import { createHash } from 'node:crypto';
import { type Stage } from '@renwatch/aki';
import { NO_PAGING, type PagingDecision } from './patient-paging';
import { pagingStep } from './paging-step';

/** The version of the code that chooses what is paged under `PAGING=episode`. Raised if a choice could change. */
export const PAGING_POLICY_VERSION = '1.0.0';

const HOUR_MS = 3_600_000;
const GAPS_MS = [6 * HOUR_MS, 48 * HOUR_MS, 7 * 24 * HOUR_MS, 7 * 24 * HOUR_MS + 1];
const BASELINE_UMOL_PER_L = 100;
/** Levels with values about every limit of the policy; null: withdrawn, zero level: nobody is alerted. */
const VALUES: readonly (readonly [level: Stage, umolPerL: number | null])[] = [
  [0, null],
  [0, 90],
  [0, 119],
  [0, 120],
  [0, 145],
  [1, 150],
  [1, 180],
  [2, 225],
  [2, 290],
  [3, 340],
  [3, 510],
];
const RESULTS = 5;
const STREAMS = 2_000;
/** A prime, so that the streams differ in each of their places. */
const STRIDE = 1_000_003;

/**
 * Computes SHA-256 (hex) over the notices about fixed streams of decisions. It changes if the policy pages, holds back or
 * retracts anything otherwise, however its code is written. It is recorded beside the version.
 */
export function pagingSha256(step: typeof pagingStep = pagingStep): string {
  const hash = createHash('sha256');
  for (let stream = 0; stream < STREAMS; stream += 1) {
    let state = NO_PAGING;
    for (const decision of decisionsOf(stream * STRIDE)) {
      const outcome = step(state, decision);
      state = outcome.state;
      hash.update(JSON.stringify(outcome.notices));
    }
  }
  return hash.digest('hex');
}

/** Every fourth stream corrects its third result at the end; a level that rises is alerted. */
function decisionsOf(code: number): PagingDecision[] {
  let rest = code;
  let observedAtMs = 0;
  const decisions = Array.from({ length: RESULTS }, (_, place): PagingDecision => {
    const decision = decisionOf(`r${place}`, observedAtMs, rest);
    rest = Math.floor(rest / VALUES.length);
    observedAtMs += GAPS_MS[rest % GAPS_MS.length] ?? 0;
    rest = Math.floor(rest / GAPS_MS.length) + code;
    return decision;
  });
  const third = decisions[2];
  const isCorrected = code % 4 === 0 && third !== undefined;
  return isCorrected
    ? [...decisions, { ...decisionOf('r2', third.observedAtMs, code % 7), alerted: false }]
    : decisions;
}

function decisionOf(resultId: string, observedAtMs: number, code: number): PagingDecision {
  const [level, umolPerL] = VALUES[code % VALUES.length] ?? [0, null];
  const times = { observedAtMs, decidedAtMs: observedAtMs + HOUR_MS };
  return { resultId, level, umolPerL, baselineUmolPerL: BASELINE_UMOL_PER_L, alerted: level > 0, ...times };
}
