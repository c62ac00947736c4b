import { type PatientNumber } from '@renwatch/decisions';
import { type PatientValue } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';
import { chooseIdentifier } from './choose-identifier';

/** Reads PID-3, PID-7 and PID-8, and no name. Null without PID, or without a number in it. */
export function readPatient(message: Hl7Message, context: ReadingContext): PatientValue | null {
  const pid = message.first('PID');
  const number = pid && chooseIdentifier(pid, 3, context);
  if (!number) return null;
  return { ...number, birthDate: readBirthDate(pid.get('7.1')), sex: readSex(pid.get('8.1')) };
}

/** Reads MRG-1, the number that is merged away. Null without MRG, or without a number in it. */
export function readMergedNumber(message: Hl7Message, context: ReadingContext): PatientNumber | null {
  const mrg = message.first('MRG');
  return mrg ? chooseIdentifier(mrg, 1, context) : null;
}

/** Takes `YYYY-MM-DD` from the first eight digits as written, without a zone; null unless a day of 0001 to 9999. */
function readBirthDate(text: string): string | null {
  const match = /^(?!0000)(\d{4})(\d{2})(\d{2})/.exec(fieldText(text));
  if (!match) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(date);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}

function readSex(text: string): PatientValue['sex'] {
  const sex = fieldText(text).toUpperCase();
  return sex === 'F' || sex === 'M' ? sex : 'U';
}
