import { WITHDRAWN_STATUSES } from '@renwatch/decisions';
import { type Hl7MessageRecord } from '@renwatch/events';
import {
  type CreatinineCode,
  findCreatinineCode,
  type ReadMessage,
  readRecord,
  unmappedReason,
} from '@renwatch/intake';
import { type ObservationPreview } from './preview';

/** A text beside the number of the same result. */
const COMMENT = 'comment';
/** The sender withdraws the result by OBX-11. */
const BY_STATUS = 'status';

type Judgement = Pick<ObservationPreview, 'outcome' | 'reason' | 'detail' | 'umolPerL'>;

/** Returns what inference makes of one observation of a record. `whole`: the record as it was read. */
export function previewObservation(
  record: Hl7MessageRecord,
  index: number,
  whole: ReadMessage,
  codes: readonly CreatinineCode[],
): ObservationPreview {
  const observation = record.observations[index];
  if (!observation) throw new RangeError(`the record has no observation ${index}`);
  const { text, unit, observedAt, isTimeAssumed = false, status, specimen, alternate } = observation;
  const { code, system } = observation.code === '' && alternate ? alternate : observation;
  return {
    place: index + 1,
    ...{ code, system, name: text, unit, status },
    time: observedAt?.local ?? null,
    isTimeAssumed,
    specimen: specimen ? specimen.text || specimen.codes.join(' ') : '',
    ...judge(record, index, whole, codes),
  };
}

function judge(
  record: Hl7MessageRecord,
  index: number,
  whole: ReadMessage,
  codes: readonly CreatinineCode[],
): Judgement {
  const observation = record.observations[index];
  if (!observation) return { outcome: 'other' };
  const unmapped = unmappedReason(observation, record.type, codes);
  if (unmapped !== null) return { outcome: 'unmapped', reason: unmapped };
  if (!findCreatinineCode(codes, observation)) return { outcome: 'other' };
  const result = whole.facts.results.find(
    ({ observation: place, confirms = false }) => place === index && !confirms,
  );
  const withdraws = result && (result.umolPerL === null || WITHDRAWN_STATUSES.has(result.status));
  if (result && !withdraws) return { outcome: 'counts', umolPerL: result.umolPerL ?? '' };
  // A record of this observation alone gives the reason that the whole one only counts.
  const alone = { ...record, patient: withoutFaults(record), observations: [observation] };
  const { refusals, ignored } = readRecord(alone, { codes });
  const [refusal] = refusals;
  if (refusal)
    return {
      outcome: withdraws ? 'withdraws' : 'refused',
      ...{ reason: refusal.reason, detail: refusal.detail },
    };
  const [reason] = ignored.map((counted) => counted.reason);
  return withdraws
    ? { outcome: 'withdraws', reason: reason ?? BY_STATUS }
    : { outcome: 'ignored', reason: reason ?? COMMENT };
}

/** Returns the patient, whose birth date is no reason of an observation. */
function withoutFaults({ patient }: Hl7MessageRecord): Hl7MessageRecord['patient'] {
  return patient && { ...patient, isBirthDateUnreadable: false };
}
