import { type PatientValue } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { fieldText, isDeletion } from '../fields/field-text';
import { type FeedChoices } from '../fields/feed-profile';

/** Events of a living patient: admission, registration, and the cancelling of a discharge. */
const EVENTS_OF_THE_LIVING: ReadonlySet<string> = new Set(['ADT^A01', 'ADT^A04', 'ADT^A13']);

/**
 * Reads if the patient has died. PID-30 decides; if it is empty, a time of death in PID-29 or a discharge disposition of
 * the feed's `deceasedDispositions` in PV1-36 reports a death. `""` in PID-29 or PID-30 takes a death back, and so does
 * an event that only a living patient can have. Any other message leaves it open.
 * @param type of the message, `ADT^A03`
 */
export function readDeath(
  message: Hl7Message,
  type: string,
  { deceasedDispositions }: Pick<FeedChoices, 'deceasedDispositions'>,
): Pick<PatientValue, 'isDeceased'> {
  const get = (path: string) => message.get(path);
  const indicator = fieldText(get('PID-30.1')).toUpperCase();
  if (indicator === 'Y' || indicator === 'N') return { isDeceased: indicator === 'Y' };
  if (fieldText(get('PID-29.1')) !== '') return { isDeceased: true };
  if (deceasedDispositions.includes(fieldText(get('PV1-36.1')))) return { isDeceased: true };
  const isTakenBack = isDeletion(get('PID-29.1')) || isDeletion(get('PID-30.1'));
  return isTakenBack || EVENTS_OF_THE_LIVING.has(type) ? { isDeceased: false } : {};
}
