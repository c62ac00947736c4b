import { type ObservationValue } from '@renwatch/events';
import { kindInWords, specimenKind } from '../orders/specimen-kind';

/** LOINC codes of creatinine in urine, amniotic and other fluids. */
const OTHER_LOINC: ReadonlySet<string> = new Set([
  ...['2161-8', '14683-7', '2162-6', '14684-5', '20624-3', '35674-1', '2159-2', '12190-5'],
]);

/**
 * Returns true if an observation was not measured in blood, serum or plasma: by its specimen (SPM-4, OBR-15), by the
 * name of the test (OBX-3) or of the order (OBR-4). A name counts for less than the more specific ones before it.
 */
export function isNotBlood({ text, alternate, service, specimen }: ObservationValue): boolean {
  const ofSpecimen = specimen ? specimenKind(specimen) : 'unknown';
  if (ofSpecimen === 'other') return true;
  if (alternate && OTHER_LOINC.has(alternate.code)) return true;
  const ofTest = kindInWords(text);
  if (ofTest !== 'unknown') return ofTest === 'other';
  return ofSpecimen === 'unknown' && service !== undefined && kindInWords(service.text) === 'other';
}
