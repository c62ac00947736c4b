import { type MessageReference, type ReviewDue } from './events';
import { groundsOf, type Judges } from './grounds';
import { isNewest, type Patient } from './patient';
import { isLive } from './result';
import { type DueResult } from './reviews';

export interface ReviewOptions extends Judges {
  decisionId: (resultId: string, revision: number) => string;
}

/** Returns the event that a result must be decided, with all that the decision rests on as of now. */
export function reviewDue(
  patient: Patient,
  { result, because }: DueResult,
  message: MessageReference,
  options: ReviewOptions,
): ReviewDue {
  const { id, key, authority, mrn, birthDate, sex } = patient;
  const revision = (result.decision?.revision ?? 0) + 1;
  return {
    type: 'ReviewDue',
    because,
    patientId: id,
    patient: { key, authority, mrn },
    subject: { birthDate, sex },
    result,
    decisionId: options.decisionId(result.id, revision),
    revision,
    supersedes: result.decision?.id ?? null,
    grounds: isLive(result) ? groundsOf(patient, result, options) : null,
    isNewest: isNewest(patient, result, Date.parse(message.sentAt)),
    message,
  };
}
