import { CreatinineFileError } from '../tables/creatinine-file.error';

/** Columns about the patient or the last result of a row, in either form. */
export const LEAD_COLUMNS = ['mrn', 'authority', 'age', 'sex', 'aki'] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];

const EXPECTED =
  'begin it with mrn,time,value,unit or mrn,creatinine_date_0,creatinine_result_0 or age,sex,aki,creatinine_date_0,creatinine_result_0';

/** The names of a header without blanks and in lower case, so that `MRN` and ` Mrn ` are the same column. */
export function columnNames(header: readonly string[]): string[] {
  return header.map((name) => name.replace(/\s+/g, '').toLowerCase());
}

/** @throws CreatinineFileError if a column is unknown, given twice, or a required one is missing */
export function checkColumns(given: {
  place: string;
  names: readonly string[];
  known: readonly string[];
  required: readonly string[];
}): void {
  const { place, names, known, required } = given;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const list = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw headerFault(place, `the header has an unknown column ${list}, which must be removed or renamed`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw headerFault(place, `the header has two columns ${twice}`);
  const missing = required.filter((column) => !names.includes(column));
  if (missing.length > 0) throw headerFault(place, `the header lacks ${missing.join(', ')}`);
}

export function headerFault(place: string, detail: string): CreatinineFileError {
  return new CreatinineFileError(place, `${detail}; ${EXPECTED}`);
}
