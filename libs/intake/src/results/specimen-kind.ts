import { type ObservationValue } from '@renwatch/events';

/** Codes of specimens that are not blood (HL7 tables 0070 and 0487, SNOMED CT). An unknown code counts as blood. */
const OTHER_CODES: ReadonlySet<string> = new Set([
  ...['UR', 'URC', 'URT', 'URNS', 'URINB', 'URINC', 'URINM', 'URINN', 'URINP', 'RANDU', 'UMED', 'USCOP'],
  ...['CSF', 'DIAF', 'FLU', 'PRT', 'PLR', 'PCFL', 'SNV', 'JNTFLD', 'AMN', 'FGA', 'FGC', 'DRN', 'VITF'],
  ...['BIL', 'GAST', 'LAVG', 'SPT', 'SAL', 'STL', 'SMN', 'SWT', 'TEAR'],
  ...['122575003', '276833005', '258574006', '698276005', '78014005', '258450006', '65216001'],
  ...['309051001', '168139001', '418564007', '122571007', '119332005', '119373006', '119342007', '119339001'],
]);

/** LOINC codes of creatinine in urine, amniotic and other fluids. */
const OTHER_LOINC: ReadonlySet<string> = new Set([
  ...['2161-8', '14683-7', '2162-6', '14684-5', '20624-3', '35674-1', '2159-2', '12190-5'],
]);

/**
 * Words for other specimens in English, German, French, Spanish, Italian and Dutch. `Harn` is urine, `Harnstoff` (urea) and
 * `Harnsäure` (uric acid) are not. Dialysate is another fluid, a result before or after dialysis is blood.
 */
const OTHER_WORDS = new RegExp(
  [
    ...['(?<!p)urin', 'harn(?!stoff|s(?:ä|ae)ure)', '\\borina\\b', '\\bu[-_ ](?:crea|krea)', '\\bi\\. ?u\\.'],
    ...['fluid', 'fl(?:ü|ue)ssigkeit', 'liquid', 'l[ií]quido', 'vocht', 'effluent', 'punktat', 'punctaat'],
    ...['dial[yi]s(?:at|aat)', 'dializado', 'ascit', 'aszites', 'erguss', 'fruchtwasser', 'drain', 'dren'],
    ...['\\bcsf\\b', '\\blcr\\b', 'liquor', 'cerebrospinal', 'pleural', 'synovial', 'amniotic'],
    ...['saliva', 'speichel', 'sweat', 'stool', 'f(?:a)?eces', 'sputum'],
  ].join('|'),
);

const BLOOD_WORDS = /blood|ser(?:um|pl)|sérum|plasma|blut|bloed|sang|suero|siero/;

type Kind = 'blood' | 'other' | 'unknown';

/**
 * Returns true if an observation was not measured in blood, serum or plasma: by its specimen (SPM-4, OBR-15), by the
 * name of the test (OBX-3) or of the order (OBR-4). A name counts for less than the more specific ones before it.
 */
export function isNotBlood({ text, alternate, service, specimen }: ObservationValue): boolean {
  const ofSpecimen = specimen ? kindOf([...specimen.codes, specimen.text]) : 'unknown';
  const isOtherCode = specimen?.codes.some((code) => OTHER_CODES.has(code.toUpperCase())) ?? false;
  if (isOtherCode || ofSpecimen === 'other') return true;
  if (alternate && OTHER_LOINC.has(alternate.code)) return true;
  const ofTest = kindOf([text]);
  if (ofTest !== 'unknown') return ofTest === 'other';
  return ofSpecimen === 'unknown' && service !== undefined && kindOf([service.text]) === 'other';
}

/** Words for both tell nothing: a clearance names serum and urine. */
function kindOf(texts: readonly string[]): Kind {
  const words = texts.join(' ').toLowerCase();
  const [isOther, isBlood] = [OTHER_WORDS.test(words), BLOOD_WORDS.test(words)];
  if (isOther === isBlood) return 'unknown';
  return isOther ? 'other' : 'blood';
}
