import { patientKey } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { type ExtractionContext } from './extraction-context';
import { valueOf } from './value-of';

export interface PatientIdentity {
  key: string;
  authority: string;
  mrn: string;
}

/** Type of CX.5 that says which of several numbers is the medical record's (HL7 table 0203). */
const MEDICAL_RECORD = 'MR';

/**
 * A patient's number from a field of type CX: the repetition whose CX.5 is `MR`, else the first that has a number.
 * The authority is its CX.4 (its name, else its universal id), else the feed's. Null where no repetition has a number.
 */
export function extractIdentity(
  segment: Hl7Segment | undefined,
  field: number,
  context: Pick<ExtractionContext, 'authority'>,
): PatientIdentity | null {
  if (!segment) return null;
  const count = segment.field(field).repetitions.length;
  const numbers = Array.from({ length: count }, (_one, i) => {
    const part = (component: string) => valueOf(segment.get(`${field}[${i + 1}].${component}`));
    return { mrn: part('1'), authority: part('4.1') || part('4.2'), type: part('5') };
  }).filter((number) => number.mrn !== '');
  const chosen = numbers.find((number) => number.type === MEDICAL_RECORD) ?? numbers[0];
  if (!chosen) return null;
  const authority = chosen.authority || context.authority;
  return { key: patientKey(authority, chosen.mrn), authority, mrn: chosen.mrn };
}
