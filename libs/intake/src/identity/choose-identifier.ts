import { type PatientNumber } from '@renwatch/decisions';
import { type Hl7Segment } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';
import { patientKey } from './patient-key';

/** CX.5 of a medical record number (HL7 table 0203). */
const MEDICAL_RECORD = 'MR';

/**
 * Chooses the patient's number from a field of type CX: the repetition whose CX.5 is `MR`, else the first that has a
 * number. Its authority is CX.4 (the name, else the universal id), else the feed's. Null if no repetition has a number.
 */
export function chooseIdentifier(
  segment: Hl7Segment,
  field: number,
  { authority }: Pick<ReadingContext, 'authority'>,
): PatientNumber | null {
  const numbers = identifiers(segment, field);
  const chosen = numbers.find(({ type }) => type === MEDICAL_RECORD) ?? numbers[0];
  if (!chosen) return null;
  const assigner = chosen.authority || authority;
  return { key: patientKey(assigner, chosen.mrn), authority: assigner, mrn: chosen.mrn };
}

interface Identifier {
  mrn: string;
  /** Empty if CX.4 is. */
  authority: string;
  /** CX.5. */
  type: string;
}

function identifiers(segment: Hl7Segment, field: number): Identifier[] {
  return segment
    .field(field)
    .repetitions.map((_repetition, index) => {
      const part = (component: string) => fieldText(segment.get(`${field}[${index + 1}].${component}`));
      return { mrn: part('1'), authority: part('4.1') || part('4.2'), type: part('5') };
    })
    .filter(({ mrn }) => mrn !== '');
}
