import { parseCreatinine, type Sex } from '@renwatch/aki';
import { type CreatinineCsvRow, type CsvResult } from './creatinine-csv-row';
import { CreatinineCsvError } from './creatinine-csv.error';

const LEAD_COLUMNS = ['mrn', 'age', 'sex', 'aki'] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];
const DATE = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;
/** Without the cell's text: refusals are logged, with their line and column. */
const NO_DATE = 'not a date and time';
const EXPECTED =
  'begin it with mrn,creatinine_date_0,creatinine_result_0 or age,sex,aki,creatinine_date_0,creatinine_result_0';

/**
 * The columns of the two forms: `mrn,creatinine_date_0,creatinine_result_0,…` and
 * `age,sex,aki,creatinine_date_0,creatinine_result_0,…`, lead columns in any order, results in µmol/L, times without a
 * zone. Records may be shorter or longer than the header.
 */
export class CreatinineCsvColumns {
  /** Lead columns by position. */
  private readonly lead: readonly LeadColumn[];

  /** @throws CreatinineCsvError if the header has another form or lacks a required column */
  constructor(header: readonly string[], required: readonly LeadColumn[]) {
    const names = header.map((name) => name.toLowerCase());
    const first = names.indexOf('creatinine_date_0');
    if (first < 0 || names[first + 1] !== 'creatinine_result_0') {
      throw headerFault('the header has no creatinine_date_0,creatinine_result_0');
    }
    const lead = names.slice(0, first);
    const unknown = lead.find((name) => !LEAD_COLUMNS.includes(name as LeadColumn));
    if (unknown !== undefined)
      throw headerFault(`the header has an unknown column ${JSON.stringify(unknown)}`);
    const missing = required.filter((column) => !lead.includes(column));
    if (missing.length > 0) throw headerFault(`the header lacks ${missing.join(', ')}`);
    this.lead = lead as LeadColumn[];
  }

  /** The row of a record's trimmed cells. A result that cannot be read is refused alone. */
  row(cells: readonly string[]): CreatinineCsvRow {
    const text = (column: LeadColumn) => cells[this.lead.indexOf(column)] ?? '';
    const results: CsvResult[] = [];
    const refused: { column: number; detail: string }[] = [];
    for (let column = this.lead.length; column < cells.length; column += 2) {
      const date = cells[column] ?? '';
      const value = cells[column + 1] ?? '';
      if (date === '' && value === '') continue;
      const read = readResult(date, value);
      if (typeof read === 'string') refused.push({ column, detail: read });
      else results.push(read);
    }
    const age = text('age');
    return {
      mrn: this.lead.includes('mrn') ? text('mrn') : null,
      ageYears: /^\d{1,3}(\.\d+)?$/.test(age) ? Math.floor(Number(age)) : null,
      sex: readSex(text('sex')),
      aki: readAki(text('aki')),
      results,
      refused,
    };
  }
}

function headerFault(detail: string): CreatinineCsvError {
  return new CreatinineCsvError(1, `${detail}; ${EXPECTED}`);
}

function readResult(date: string, value: string): CsvResult | string {
  const parts = DATE.exec(date);
  if (!parts) return NO_DATE;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const observedAtMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const local = parts
    .slice(1)
    .map((part) => part ?? '00')
    .join('');
  if (new Date(observedAtMs).toISOString().replace(/\D/g, '').slice(0, 14) !== local) {
    return NO_DATE;
  }
  const creatinine = parseCreatinine({ valueType: 'NM', value, unit: 'umol/L' });
  if (!creatinine.ok) return `${creatinine.reason}: ${creatinine.detail}`;
  const { umolPerL, comparator } = creatinine;
  return { local, observedAtMs, umolPerL, ...(comparator !== '' && { comparator }) };
}

function readSex(text: string): Sex {
  const letter = text.slice(0, 1).toUpperCase();
  return letter === 'M' || letter === 'F' ? letter : 'U';
}

function readAki(text: string): boolean | null {
  const letter = text.slice(0, 1).toLowerCase();
  return letter === 'y' || letter === '1' || letter === 't'
    ? true
    : letter === 'n' || letter === '0' || letter === 'f'
      ? false
      : null;
}
