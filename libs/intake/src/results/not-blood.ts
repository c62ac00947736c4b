import { type ObservationValue } from '@renwatch/events';
import { kindInWords, namesUrine, specimenKind } from '../orders/specimen-kind';
import { contradictsBlood } from './contradicting-name';

/** LOINC codes of creatinine in urine, amniotic and other fluids. */
const OTHER_LOINC: ReadonlySet<string> = new Set([
  ...['2161-8', '14683-7', '2162-6', '14684-5', '20624-3', '35674-1', '2159-2', '12190-5'],
]);

/**
 * Returns true if an observation was not measured in blood, serum or plasma: by its specimen (SPM-4, OBR-15), by the
 * name of the test (OBX-3) or of the order (OBR-4). A name counts for less than the more specific ones before it. Beside
 * a specimen of blood only a word for urine counts: an order of both may name one specimen.
 */
export function isNotBlood(observation: ObservationValue): boolean {
  const { code, text, alternate, alternateText = '', unit, service, specimen } = observation;
  const ofSpecimen = specimen ? specimenKind(specimen) : 'unknown';
  if (ofSpecimen === 'other') return true;
  if (OTHER_LOINC.has(code) || (alternate && OTHER_LOINC.has(alternate.code))) return true;
  const name = [text, alternateText].filter((part) => part !== '').join(', ');
  const ofTest = kindInWords(name);
  if (ofSpecimen === 'blood') return ofTest === 'other' && namesUrine(name);
  if (ofTest !== 'unknown') return ofTest === 'other';
  return contradictsBlood(name, unit) || (service !== undefined && kindInWords(service.text) === 'other');
}
