import { type SpecimenValue } from '@renwatch/events';

/** Codes of specimens that are not blood (HL7 tables 0070 and 0487, SNOMED CT). An unknown code counts as blood. */
const OTHER_CODES: ReadonlySet<string> = new Set([
  ...['UR', 'URC', 'URT', 'URNS', 'URINB', 'URINC', 'URINM', 'URINN', 'URINP', 'RANDU', 'UMED', 'USCOP'],
  ...['CSF', 'DIAF', 'FLU', 'PRT', 'PLR', 'PCFL', 'SNV', 'JNTFLD', 'AMN', 'FGA', 'FGC', 'DRN', 'VITF'],
  ...['BIL', 'GAST', 'LAVG', 'SPT', 'SAL', 'STL', 'SMN', 'SWT', 'TEAR'],
  ...['122575003', '276833005', '258574006', '698276005', '78014005', '258450006', '65216001'],
  ...['309051001', '168139001', '418564007', '122571007', '119332005', '119373006', '119342007', '119339001'],
]);

/** Codes of blood, serum and plasma in the same tables. Local codes are missing: they are unknown, and count. */
const BLOOD_CODES: ReadonlySet<string> = new Set([
  ...['BLD', 'BLDA', 'BLDC', 'BLDV', 'BBL', 'WB', 'SER', 'PLAS', 'PLB', 'PPP', 'PRP', 'SERPLAS', 'SER/PLAS'],
  ...['119297000', '119361006', '119364003', '122552005', '122554006', '122555007', '258580003'],
]);

/**
 * Words for urine in English, German, French, Spanish, Italian and Dutch, but not `purine`, `taurine`, `during` or Turin.
 * `Harn` is urine, `Harnstoff` (urea), `Harnsäure` (uric acid) and `harnpflichtig` (removed by the kidneys) are not.
 */
const URINE_WORDS = new RegExp(
  [
    ...['(?<!p|ta|\\bt)urin(?!g(?![a-zäöüß]))', 'harn(?!stoff|pflicht|s(?:ä|ae)ure)', '\\borina\\b'],
    ...['\\bu[-_ ](?:crea|krea)', '\\bi\\. ?u\\.'],
  ].join('|'),
);

/**
 * Words for other fluids in the same languages. Dialysate is one; a result before or after dialysis is blood, and so is
 * one by liquid chromatography, of children, or after a fluid challenge.
 */
const FLUID_WORDS = new RegExp(
  [
    ...[
      'fluid(?!s?[ -](?:challenge|bolus|therapy|restriction))',
      'fl(?:ü|ue)ssigkeit(?!s-?chrom)',
      'l[ií]quido',
    ],
    ...['(?<!ch?romatogra.{0,20})liquid(?!.?chrom)', 'vocht', 'effluent', 'punktat', 'punctaat'],
    ...[
      'dial[yi]s(?:at|aat)',
      'dializado',
      'ascit',
      'aszites',
      'erguss',
      'fruchtwasser',
      'drain',
      '(?<![a-z])dren',
    ],
    ...['\\bcsf\\b', '\\blcr\\b', 'liquor', 'cerebrospinal', 'pleural', 'synovial', 'amniotic'],
    ...['saliva', 'speichel', 'sweat', 'stool', 'f(?:a)?eces', 'sputum'],
  ].join('|'),
);

const BLOOD_WORDS = /blood|ser(?:um|pl)|sérum|plasma|blut|bloed|sang|suero|siero/;

/** The specimen, as far as its codes and words tell: serum, plasma and whole blood are all blood. */
export type SpecimenKind = 'blood' | 'other' | 'unknown';

/** Codes of a specimen's type, its type in words, and the judgement of the feed's settings. */
export type SpecimenType = Omit<SpecimenValue, 'id'>;

/** Returns the kind of a specimen. A code of another fluid outweighs any word,
 * and so does the feed's judgement; any word outweighs a code of blood. */
export function specimenKind({ codes, text, isNotBlood = false }: SpecimenType): SpecimenKind {
  const upper = codes.map((code) => code.toUpperCase());
  if (isNotBlood || upper.some((code) => OTHER_CODES.has(code))) return 'other';
  const inWords = kindInWords([...codes, text].join(' '));
  return inWords === 'unknown' && upper.some((code) => BLOOD_CODES.has(code)) ? 'blood' : inWords;
}

/** Returns the kind of specimen that a name tells of. Words for both tell nothing: a clearance names serum and urine. */
export function kindInWords(text: string): SpecimenKind {
  const isOther = namesUrine(text) || FLUID_WORDS.test(wordsOf(text));
  const isBlood = namesBlood(text);
  if (isOther === isBlood) return 'unknown';
  return isOther ? 'other' : 'blood';
}

const wordsOf = (text: string): string => text.toLowerCase().replace(/_/g, ' ');

/** Returns true for a name with a word for urine, whatever it names beside. */
export const namesUrine = (text: string): boolean => URINE_WORDS.test(wordsOf(text));

/** Returns true for a name with a word for blood, whatever it names beside. */
export const namesBlood = (text: string): boolean => BLOOD_WORDS.test(text.toLowerCase());

/** Returns true for a code that the tables of HL7 or SNOMED CT give to blood, so that no feed may change its meaning. */
export const isBloodCode = (code: string): boolean => BLOOD_CODES.has(code.toUpperCase());
