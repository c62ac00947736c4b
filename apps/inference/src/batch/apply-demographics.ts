import { type IntakePatient } from '../intake/intake';
import { type KnownPatient } from './decision.store';

/**
 * What is known of a patient after one more message. An ADT message replaces what is not newer than itself, keeping
 * what it leaves out; any other message only fills what is unknown.
 */
export function applyDemographics(known: KnownPatient, message: IntakePatient): KnownPatient {
  const says = message.demographicsAt;
  if (
    says !== null &&
    (known.demographicsAt === null || Date.parse(says) >= Date.parse(known.demographicsAt))
  ) {
    return {
      ...known,
      birthDate: message.birthDate ?? known.birthDate,
      sex: message.sex === 'U' ? known.sex : message.sex,
      demographicsAt: says,
    };
  }
  return {
    ...known,
    birthDate: known.birthDate ?? message.birthDate,
    sex: known.sex === 'U' ? message.sex : known.sex,
  };
}
