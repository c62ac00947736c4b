import { type MessageFacts, type ReportedPatient, type ReportedResult } from '@renwatch/decisions';
import { type Hl7MessageRecord } from '@renwatch/events';
import { carriesResults, mergesNumbers, statesDemographics } from '../messages/message-events';
import { type CreatinineCode, findCreatinineCode } from '../results/creatinine-code';
import { readResult } from '../results/read-result';
import { type Refusal, type RefusalReason } from '../results/refusal';
import { sentAtOf } from '../times/sent-at';

export interface ReadOptions {
  /** The codes that mean serum creatinine. */
  codes: readonly CreatinineCode[];
}

export interface ReadMessage {
  facts: MessageFacts;
  /** At most one for each reason. */
  refusals: Refusal[];
}

/** Reads the facts that a record of `hl7.messages` has for the decision core, and why parts of it are refused. */
export function readRecord(record: Hl7MessageRecord, { codes }: ReadOptions): ReadMessage {
  const { id: messageId, feed, receivedAt } = record;
  const sentAt = sentAtOf(record);
  const facts = { messageId, feed, receivedAt, sentAt, patient: reportedPatient(record, sentAt) };
  if (mergesNumbers(record.type)) {
    if (record.patient && record.merge)
      return { facts: { ...facts, merge: record.merge, results: [] }, refusals: [] };
    return { facts: { ...facts, merge: null, results: [] }, refusals: [MERGE_INCOMPLETE] };
  }
  const { results, refusals } = carriesResults(record.type)
    ? readResults(record, { codes, sentAt })
    : { results: [], refusals: [] };
  return { facts: { ...facts, merge: null, results }, refusals };
}

const MERGE_INCOMPLETE: Refusal = {
  reason: 'merge-incomplete',
  detail: 'a merge without the number that stays (PID-3) or the one that goes (MRG-1)',
  observation: null,
  values: 0,
};

function reportedPatient({ type, patient }: Hl7MessageRecord, sentAt: string): ReportedPatient | null {
  return patient && { ...patient, demographicsAt: statesDemographics(type) ? sentAt : null };
}

function readResults(
  { observations, patient }: Hl7MessageRecord,
  { codes, sentAt }: ReadOptions & { sentAt: string },
): { results: ReportedResult[]; refusals: Refusal[] } {
  const results: ReportedResult[] = [];
  const refusals = new Map<RefusalReason, Refusal>();
  for (const [index, observation] of observations.entries()) {
    const code = findCreatinineCode(codes, observation);
    if (!code) continue;
    const read = readResult(observation, { index, code, sentAt, hasPatient: patient !== null });
    if (read.ok) {
      results.push(read.result);
      continue;
    }
    const { reason, detail } = read;
    const first = refusals.get(reason) ?? { reason, detail, observation: index, values: 0 };
    refusals.set(reason, { ...first, values: first.values + 1 });
  }
  return { results: results.sort(byTime), refusals: [...refusals.values()] };
}

/** A cumulative report may come newest first; sorted by time, none of its results is decided twice. */
const byTime = (a: ReportedResult, b: ReportedResult): number =>
  Date.parse(a.observedAt.instant) - Date.parse(b.observedAt.instant);
