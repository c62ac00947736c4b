import { type Sex } from '../creatinine/decision-subject';
import { parseCreatinine } from '../creatinine/parse-creatinine';
import { type CreatinineCsvRow, type CsvResult } from './creatinine-csv-row';
import { CreatinineCsvError } from './creatinine-csv.error';

const LEAD_COLUMNS = ['mrn', 'age', 'sex', 'aki'] as const;
type LeadColumn = (typeof LEAD_COLUMNS)[number];
const DATE = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;
/** Without the cell: what is refused is logged, and its line and column are told with it. */
const NO_DATE = 'not a date and time';

/**
 * Reads the course's CSV forms line by line: `mrn,creatinine_date_0,creatinine_result_0,…` and
 * `age,sex,aki,creatinine_date_0,creatinine_result_0,…`, lead columns in any order, results in µmol/L, times without
 * a zone. Lines may be shorter or longer than the header. No quoting: the form has none.
 */
export class CreatinineCsvReader {
  /** Lead columns by position. */
  private readonly lead: readonly LeadColumn[];

  /** @throws CreatinineCsvError when the header is of another form */
  constructor(headerLine: string) {
    const names = cells(headerLine.replace(/^\uFEFF/, '')).map((name) => name.toLowerCase());
    const first = names.indexOf('creatinine_date_0');
    if (first < 0 || names[first + 1] !== 'creatinine_result_0') {
      throw new CreatinineCsvError('the header has no creatinine_date_0,creatinine_result_0');
    }
    const unknown = names.slice(0, first).find((name) => !LEAD_COLUMNS.includes(name as LeadColumn));
    if (unknown !== undefined)
      throw new CreatinineCsvError(`the header has an unknown column ${JSON.stringify(unknown)}`);
    this.lead = names.slice(0, first) as LeadColumn[];
  }

  has(column: LeadColumn): boolean {
    return this.lead.includes(column);
  }

  /** The row of a line; undefined for an empty line. A result that cannot be read is refused alone. */
  parseLine(line: string): CreatinineCsvRow | undefined {
    if (line.trim() === '') return undefined;
    const values = cells(line);
    const text = (column: LeadColumn) => values[this.lead.indexOf(column)] ?? '';
    const results: CsvResult[] = [];
    const refused: { column: number; detail: string }[] = [];
    for (let column = this.lead.length; column < values.length; column += 2) {
      const date = values[column] ?? '';
      const value = values[column + 1] ?? '';
      if (date === '' && value === '') continue;
      const read = readResult(date, value);
      if (typeof read === 'string') refused.push({ column, detail: read });
      else results.push(read);
    }
    const age = text('age');
    return {
      mrn: this.has('mrn') ? text('mrn') : null,
      ageYears: /^\d{1,3}(\.\d+)?$/.test(age) ? Math.floor(Number(age)) : null,
      sex: readSex(text('sex')),
      aki: readAki(text('aki')),
      results,
      refused,
    };
  }
}

function cells(line: string): string[] {
  return line.split(',').map((cell) => cell.trim());
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
