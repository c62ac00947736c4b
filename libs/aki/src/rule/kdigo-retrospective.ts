import { type CreatinineResult } from '../creatinine/creatinine-result';
import { WINDOW_48H_MS, WINDOW_7D_MS } from './history-window';
import { RISE_FROM_UMOL_PER_L, STAGE_1_RATIO } from './kdigo.rule';
import { lowest } from './statistics';
import { reaches } from './threshold';

/** States the definition below in words, for whoever reads a model that learned from it. */
export const KDIGO_RETROSPECTIVE =
  'A result is AKI if it is at least 1.5 times the lowest other result of the same patient from 7 days before it to ' +
  '7 days after it, or at least 26.5 µmol/L above the lowest of the 48 hours before it. Windows include their ends. ' +
  'Later results count only for the ratio, where they stand for a baseline that was not measured before. ' +
  'A result has no label if it is an upper bound (`<40`), or if the patient has no other result in those 14 days; ' +
  'others that are lower bounds (`>900`) are no baseline.';

/**
 * Labels a result by KDIGO 2012's creatinine criteria in retrospect, with results around it: see `KDIGO_RETROSPECTIVE`.
 * For training and evaluation only, because it knows what came later.
 * @returns null if the result can have no label
 */
export function kdigoRetrospective(
  current: CreatinineResult,
  others: readonly CreatinineResult[],
): boolean | null {
  if (current.comparator?.startsWith('<')) return null;
  const around = others.filter(
    ({ id, observedAtMs, comparator, umolPerL }) =>
      id !== current.id &&
      !comparator?.startsWith('>') &&
      umolPerL > 0 &&
      Math.abs(observedAtMs - current.observedAtMs) <= WINDOW_7D_MS,
  );
  const baseline = lowest(around.map(({ umolPerL }) => umolPerL));
  if (baseline === null) return null;
  const lately = lowest(
    around
      .filter(({ observedAtMs }) => {
        const ageMs = current.observedAtMs - observedAtMs;
        return ageMs > 0 && ageMs <= WINDOW_48H_MS;
      })
      .map(({ umolPerL }) => umolPerL),
  );
  return (
    reaches(current.umolPerL / baseline, STAGE_1_RATIO) ||
    (lately !== null && reaches(current.umolPerL - lately, RISE_FROM_UMOL_PER_L))
  );
}
