import {
  type MessageFacts,
  type PatientNumber,
  type ReportedPatient,
  type ReportedResult,
} from '@renwatch/decisions';
import { type Hl7MessageRecord } from '@renwatch/events';
import {
  carriesResults,
  mergesNumbers,
  statesDemographics,
  unreadReason,
  type UnreadReason,
} from '../messages/message-events';
import { recordType } from '../messages/message-type';
import { MAX_MERGED_NUMBERS } from './extract-record';
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
  /** Why nothing but the patient of the message is read; null for ADT and results. */
  unread: UnreadReason | null;
}

/** Reads the facts that a record of `hl7.messages` has for the decision core, and why parts of it are refused. */
export function readRecord(record: Hl7MessageRecord, { codes }: ReadOptions): ReadMessage {
  const { id: messageId, feed, receivedAt } = record;
  const type = recordType(record.type);
  const sentAt = sentAtOf(record);
  const facts = { messageId, feed, receivedAt, sentAt, patient: reportedPatient(record, type, sentAt) };
  const unread = unreadReason(type);
  if (mergesNumbers(type)) {
    const { merges, refusals } = readMerges(record, type);
    return { facts: { ...facts, merges, results: [] }, refusals, unread };
  }
  const { results, refusals } = carriesResults(type)
    ? readResults(record, { codes, sentAt })
    : { results: [], refusals: [] };
  return { facts: { ...facts, merges: [], results }, refusals, unread };
}

function readMerges(
  { patient, merge, furtherMerges = [] }: Hl7MessageRecord,
  type: string,
): { merges: PatientNumber[]; refusals: Refusal[] } {
  const refuse = (reason: RefusalReason, detail: string) => ({
    merges: [],
    refusals: [{ reason, detail, observation: null, values: 0 }],
  });
  if (!patient || !merge) {
    const missing = 'without the number that stays (PID-3) or the one that goes (MRG-1)';
    return refuse('merge-incomplete', `a merge ${missing}: ${type}`);
  }
  const merges = [merge, ...furtherMerges];
  return merges.length > MAX_MERGED_NUMBERS
    ? refuse('too-many-merges', `a merge of more than ${MAX_MERGED_NUMBERS} numbers: ${type}`)
    : { merges, refusals: [] };
}

function reportedPatient(
  { patient }: Hl7MessageRecord,
  type: string,
  sentAt: string,
): ReportedPatient | null {
  if (!patient) return null;
  const { key, authority, mrn, birthDate, sex } = patient;
  return {
    ...{ key, authority, mrn, birthDate, sex },
    demographicsAt: statesDemographics(type) ? sentAt : null,
  };
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
