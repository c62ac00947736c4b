import { parseCreatinine } from '@renwatch/aki';
import { type ReportedResult, WITHDRAWN_STATUSES } from '@renwatch/decisions';
import { type ObservationValue } from '@renwatch/events';
import { checkResultTime } from '../times/check-result-time';
import { type CreatinineCode } from './creatinine-code';
import { type RefusalReason } from './refusal';

export interface ResultContext {
  /** Index of the observation in its message. */
  index: number;
  /** The configured code that the observation carries. */
  code: CreatinineCode;
  /** ISO instant of the message. */
  sentAt: string;
  /** False if the message names no patient. */
  hasPatient: boolean;
}

export type ReadResult =
  { ok: true; result: ReportedResult } | { ok: false; reason: RefusalReason; detail: string };

/** Reads a creatinine observation, or returns the reason why it does not count. */
export function readResult(observation: ObservationValue, context: ResultContext): ReadResult {
  const { observedAt, valueType, value, unit, order, subId } = observation;
  const { index, code, sentAt, hasPatient } = context;
  if (!hasPatient) return refuse('patient-missing', 'a creatinine result without a patient (PID-3)');
  const time = checkResultTime(observedAt, sentAt);
  if (!time.ok) return time;
  const status = observation.status.trim().toUpperCase();
  const common = { observation: index, order, subId, observedAt: time.observedAt, status };
  const parsed = parseCreatinine({ valueType, value, unit, defaultUnit: code.defaultUnit ?? undefined });
  if (parsed.ok)
    return { ok: true, result: { ...common, umolPerL: parsed.umolPerL, comparator: parsed.comparator } };
  if (WITHDRAWN_STATUSES.has(status))
    return { ok: true, result: { ...common, umolPerL: null, comparator: '' } };
  return refuse(parsed.reason, parsed.detail);
}

const refuse = (reason: RefusalReason, detail: string): ReadResult => ({ ok: false, reason, detail });
