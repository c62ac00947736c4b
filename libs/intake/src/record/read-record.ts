import { type MessageFacts, type PatientNumber, type ReportedPatient } from '@renwatch/decisions';
import { type Hl7MessageRecord } from '@renwatch/events';
import {
  carriesResults,
  isAdt,
  mergesNumbers,
  statesDemographics,
  unreadReason,
  type UnreadReason,
} from '../messages/message-events';
import { repeatsThePast } from '../messages/processing';
import { recordType } from '../messages/message-type';
import { MAX_MERGED_NUMBERS } from './extract-record';
import { type CreatinineCode, findCreatinineCode } from '../results/creatinine-code';
import { type Ignored } from '../results/ignored';
import { readResults } from '../results/read-results';
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
  /** Observations neither decided nor refused, and an unreadable birth date; at most one for each reason. */
  ignored: Ignored[];
}

/** Reads the facts that a record of `hl7.messages` has for the decision core, and why parts of it are not used. */
export function readRecord(record: Hl7MessageRecord, options: ReadOptions): ReadMessage {
  const read = readByType(record, options);
  if (!record.patient?.isBirthDateUnreadable) return read;
  return { ...read, ignored: [...read.ignored, { reason: 'birth-date-unreadable', values: 1 }] };
}

function readByType(record: Hl7MessageRecord, { codes }: ReadOptions): ReadMessage {
  const { id: messageId, feed, receivedAt } = record;
  const type = recordType(record.type);
  const sentAt = sentAtOf(record);
  const facts = {
    ...{ messageId, feed, receivedAt, sentAt },
    repeatsThePast: repeatsThePast(record),
    patient: reportedPatient(record, type, sentAt),
  };
  const unread = unreadReason(type, record.merge !== null);
  if (mergesNumbers(type)) {
    const { merges, refusals } = readMerges(record, type);
    return { facts: { ...facts, merges, ...NO_RESULTS }, refusals, ignored: [], unread };
  }
  if (!carriesResults(type)) {
    const ignored = unreadResults(record, codes);
    return { facts: { ...facts, merges: [], ...NO_RESULTS }, refusals: [], ignored, unread };
  }
  const { results, refusals, ignored } = readResults(record, { codes, sentAt });
  const cancelledOrders = (record.cancelledOrders ?? []).map(({ placer = '', ...order }) => ({
    ...order,
    placer,
  }));
  return { facts: { ...facts, merges: [], results, cancelledOrders }, refusals, ignored, unread };
}

const NO_RESULTS = { results: [], cancelledOrders: [] };

/** Counts creatinine in messages whose observations are not results, such as orders. */
function unreadResults({ observations }: Hl7MessageRecord, codes: readonly CreatinineCode[]): Ignored[] {
  const values = observations.filter((observation) => findCreatinineCode(codes, observation)).length;
  return values === 0 ? [] : [{ reason: 'message-type', values }];
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
  const { key, authority, mrn, birthDate, birthDatePart = null, sex, deleted = [], isDeceased } = patient;
  const isStated = statesDemographics(type);
  return {
    ...{ key, authority, mrn, sex, birthDate: birthDate ?? birthDatePart },
    demographicsAt: isStated ? sentAt : null,
    deleted: isStated ? deleted : [],
    death: isDeceased === undefined || !isAdt(type) ? null : { isDeceased, at: sentAt },
  };
}
