import { parseCreatinine } from '@renwatch/aki';
import {
  CORRECTED_STATUSES,
  PRELIMINARY_STATUSES,
  type ReportedResult,
  WITHDRAWN_STATUSES,
} from '@renwatch/decisions';
import { type ObservationValue } from '@renwatch/events';
import { checkResultTime } from '../times/check-result-time';
import { type CreatinineCode } from './creatinine-code';
import { type IgnoredReason } from './ignored';
import { isNotBlood } from './not-blood';
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

/**
 * The outcome for one creatinine observation, of which at least one part is there. A text in place of a number, or a
 * correction to a number that cannot be used, is both refused or ignored, and a result: it withdraws the number that an
 * earlier message gave. A confirmation without a value is both ignored and a result that must be known.
 */
export interface ReadResult {
  result?: ReportedResult;
  refusal?: { reason: RefusalReason; detail: string };
  ignored?: IgnoredReason;
}

const NO_PATIENT =
  'a creatinine result without a patient: PID-3 has no number, or only those of a visit, account, order or specimen';

/** OBX-11: the sender confirms a preliminary value as final, without sending it again. */
const UNCHANGED = 'U';

/** Reads a creatinine observation. */
export function readResult(observation: ObservationValue, context: ResultContext): ReadResult {
  const { valueType, value, unit } = observation;
  const { index, code, sentAt, hasPatient } = context;
  const status = observation.status.trim().toUpperCase();
  const reason = isNotBlood(observation)
    ? 'not-blood'
    : value === ''
      ? IGNORED_IF_EMPTY.get(status)
      : undefined;
  const confirms = reason === 'unchanged' && hasPatient;
  if (reason && !confirms) return { ignored: reason };
  if (!hasPatient) return refuse('patient-missing', NO_PATIENT);
  const checked = checkResultTime(observation, sentAt);
  // A confirmation is about a result that its order tells, or else its time.
  const time = confirms && !checked.ok ? { ok: true as const, observedAt: timeOf(sentAt) } : checked;
  if (!time.ok) return refuse(time.reason, time.detail);
  const { order, placer = '', specimen, service, subId, isTimeOfAnalysis } = observation;
  const common = {
    ...{ observation: index, order, placer, specimen: specimen?.id ?? '', code: code.code },
    ...{ service: service?.code ?? '', subId, observedAt: time.observedAt, status },
    ...(isTimeOfAnalysis ? { isTimeOfAnalysis } : {}),
  };
  if (confirms)
    return { ignored: 'unchanged', result: { ...common, umolPerL: null, comparator: '', confirms } };
  const parsed = parseCreatinine({ valueType, value, unit, defaultUnit: code.defaultUnit ?? undefined });
  if (parsed.ok) return { result: { ...common, umolPerL: parsed.umolPerL, comparator: parsed.comparator } };
  const result: ReportedResult = { ...common, umolPerL: null, comparator: '' };
  if (WITHDRAWN_STATUSES.has(status)) return { result };
  if (parsed.reason !== 'not-a-number') {
    const { reason: fault, detail } = parsed;
    return { ...(CORRECTED_STATUSES.has(status) ? { result } : {}), ...refuse(fault, detail) };
  }
  return {
    ...(isFinal(status) ? { result } : {}),
    ...(/\p{Nd}/u.test(value) ? refuse(parsed.reason, parsed.detail) : { ignored: 'without-number' }),
  };
}

const timeOf = (instant: string): ReportedResult['observedAt'] => ({
  local: instant.replace(/\D/g, '').slice(0, 14),
  instant,
});

const IGNORED_IF_EMPTY: ReadonlyMap<string, IgnoredReason> = new Map([
  ...[...PRELIMINARY_STATUSES].map((status) => [status, 'pending'] as const),
  [UNCHANGED, 'unchanged'],
]);

function isFinal(status: string): boolean {
  return !PRELIMINARY_STATUSES.has(status) && status !== UNCHANGED;
}

const refuse = (reason: RefusalReason, detail: string): ReadResult => ({ refusal: { reason, detail } });
