import { mergedDemographics } from './demographics';
import { type MergeEvent, type MergeIgnored, type MergeIgnoredReason, type MessageReference } from './events';
import { type PatientNumber } from './facts';
import { isLater, type MergeMoment } from './merge-moment';
import { numberOf, patientOf, type State } from './state';

export interface ReportedMerge {
  /** The message's own number. */
  stays: PatientNumber;
  /** The number that is merged into it. */
  goes: PatientNumber;
  message: MessageReference;
  /** True if the message was applied before, when it came first. */
  isResent: boolean;
}

/**
 * Returns how a merge message changes whose the numbers are, or why it changes nothing. Of several messages about two
 * numbers the latest decides which of them stays, in whatever order they are processed: by the time of sending, then of
 * receipt, because two messages of one second are common.
 */
export function recordMerge(
  state: State,
  { stays, goes, message, isResent }: ReportedMerge,
): MergeEvent | MergeIgnored {
  const into = numberOf(state, stays.key);
  const from = numberOf(state, goes.key);
  const ids = { patientId: from.id, intoId: into.id };
  const ignored = (reason: MergeIgnoredReason): MergeIgnored => {
    return { type: 'MergeIgnored', reason, ...ids, message };
  };
  if (isResent) return ignored('resent');
  if (into.id === from.id) return ignored('same-number');
  if (into.patientId !== from.patientId) {
    const [intoPatient, fromPatient] = [patientOf(state, into.patientId), patientOf(state, from.patientId)];
    return {
      type: 'PatientsMerged',
      ...{ patientId: fromPatient.id, intoId: intoPatient.id },
      demographics: mergedDemographics(intoPatient, fromPatient),
      isUnmatched: from.isNew && fromPatient.results.length === 0 && fromPatient.demographicsAt === null,
      message,
    };
  }
  const isAfter = (merged: MergeMoment | null) => merged !== null && isLater(message, merged);
  if (into.id === into.patientId)
    return isAfter(from.merged) ? { type: 'MergeConfirmed', ...ids, message } : ignored('already-merged');
  if (from.id !== from.patientId) return ignored('already-merged');
  if (!isAfter(into.merged)) return ignored('older');
  const { key, authority, mrn } = stays;
  return { type: 'SurvivorChanged', ...ids, number: { key, authority, mrn }, message };
}
