import { mergedDemographics } from './demographics';
import { type MergeEvent, type MessageReference } from './events';
import { type PatientNumber } from './facts';
import { numberOf, patientOf, type State } from './state';

/**
 * Returns how a merge message changes whose the numbers are; undefined if it changes nothing. Of several messages about
 * two numbers the latest sent decides which of them stays, in whatever order they arrive.
 * @param stays the message's own number; `goes` is the one that is merged into it
 */
export function recordMerge(
  state: State,
  { stays, goes, message }: { stays: PatientNumber; goes: PatientNumber; message: MessageReference },
): MergeEvent | undefined {
  const into = numberOf(state, stays.key);
  const from = numberOf(state, goes.key);
  if (into.patientId !== from.patientId) {
    const demographics = mergedDemographics(
      patientOf(state, into.patientId),
      patientOf(state, from.patientId),
    );
    const ids = { patientId: from.patientId, intoId: into.patientId };
    return { type: 'PatientsMerged', ...ids, demographics, message };
  }
  const isSentAfter = (mergedAt: string | null) =>
    mergedAt !== null && Date.parse(message.sentAt) > Date.parse(mergedAt);
  const ids = { patientId: from.id, intoId: into.id };
  if (into.id === into.patientId && isSentAfter(from.mergedAt))
    return { type: 'MergeConfirmed', ...ids, message };
  if (from.id !== from.patientId || !isSentAfter(into.mergedAt)) return undefined;
  const { key, authority, mrn } = stays;
  return { type: 'SurvivorChanged', ...ids, number: { key, authority, mrn }, message };
}
