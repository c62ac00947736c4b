import { type Stage } from '@renwatch/aki';
import { type PagingNotice, pagingStep } from './paging-step';
import { NO_PAGING, type PagingDecision, type PatientPaging } from './patient-paging';

export const HOUR_MS = 3_600_000;
export const BASELINE = 100;

/** A value that the rule would stage so. */
const VALUE: Readonly<Record<Stage, number>> = { 0: 110, 1: 160, 2: 220, 3: 320 };

/** A decision about the result of an hour, alerted if it has a level. */
export function decided(hour: number, level: Stage, more: Partial<PagingDecision> = {}): PagingDecision {
  return {
    ...{ resultId: `r${hour}`, observedAtMs: hour * HOUR_MS, level, umolPerL: VALUE[level] },
    ...{ baselineUmolPerL: BASELINE, alerted: level > 0, decidedAtMs: (hour + 1) * HOUR_MS },
    ...more,
  };
}

export function play(
  decisions: readonly PagingDecision[],
  start: PatientPaging = NO_PAGING,
): { state: PatientPaging; notices: PagingNotice[][] } {
  let state = start;
  const notices = decisions.map((decision) => {
    const outcome = pagingStep(state, decision);
    state = outcome.state;
    return outcome.notices;
  });
  return { state, notices };
}

/** The reasons of the notices about each decision, such as `rise` or `hold same-stage`. */
export function reasonsOf(decisions: readonly PagingDecision[]): string[] {
  return play(decisions).notices.map((notices) =>
    notices.map(({ kind, reason }) => (kind === 'hold' ? `hold ${reason}` : reason)).join(', '),
  );
}
