import { type PatientValue } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { type ExtractionContext } from './extraction-context';
import { extractIdentity } from './extract-identity';
import { valueOf } from './value-of';

/** PID-3, PID-7 and PID-8; null without PID, or where it has no number. No name is taken. */
export function extractPatient(message: Hl7Message, context: ExtractionContext): PatientValue | null {
  const segment = message.first('PID');
  const identity = extractIdentity(segment, 3, context);
  if (!segment || !identity) return null;
  return { ...identity, birthDate: birthDateOf(segment.get('7.1')), sex: sexOf(segment.get('8.1')) };
}

/** `YYYY-MM-DD` of a time whose first eight digits are a day of the years 0001 to 9999, as written: births have no zone. */
function birthDateOf(text: string): string | null {
  const match = /^(?!0000)(\d{4})(\d{2})(\d{2})/.exec(valueOf(text));
  if (!match) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}

function sexOf(text: string): PatientValue['sex'] {
  const sex = valueOf(text).toUpperCase();
  return sex === 'F' || sex === 'M' ? sex : 'U';
}
