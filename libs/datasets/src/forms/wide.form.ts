import { type CreatinineRow, type RefusedCell, type RowResult } from './creatinine-row';
import { checkColumns, columnNames, headerFault, LEAD_COLUMNS, type LeadColumn } from './header';
import { readLead, readResult } from './read-cells';

export const FIRST_DATE = 'creatinine_date_0';
const FIRST_RESULT = 'creatinine_result_0';

/**
 * The wide form, a patient a record: `mrn,creatinine_date_0,creatinine_result_0,…` or
 * `age,sex,aki,creatinine_date_0,creatinine_result_0,…`, lead columns in any order, results in µmol/L. Records may be
 * shorter or longer than the header.
 */
export class WideForm {
  readonly name = 'wide';
  private readonly header: readonly string[];
  /** Lead columns by position. */
  private readonly lead: readonly string[];

  /** @throws CreatinineFileError if the header has another form or lacks a required column */
  constructor(header: readonly string[], required: readonly LeadColumn[], place: string) {
    const names = columnNames(header);
    const first = names.indexOf(FIRST_DATE);
    if (names[first + 1] !== FIRST_RESULT)
      throw headerFault(place, `the header has no ${FIRST_DATE},${FIRST_RESULT}`);
    this.header = names;
    this.lead = names.slice(0, first);
    checkColumns({ place, names: this.lead, known: LEAD_COLUMNS, required });
  }

  /** The row of a record's cells. A result that cannot be read is refused alone. */
  row(cells: readonly string[]): CreatinineRow {
    const results: RowResult[] = [];
    const refused: RefusedCell[] = [];
    for (let column = this.lead.length; column < cells.length; column += 2) {
      const time = cells[column] ?? '';
      const value = cells[column + 1] ?? '';
      if (time === '' && value === '') continue;
      const result = readResult({ time, value, unit: 'umol/L' });
      if ('fault' in result)
        refused.push(this.refusal(result.fault === 'time' ? column : column + 1, result));
      else results.push(result);
    }
    const lead = readLead(this.lead, (column) => cells[this.lead.indexOf(column)] ?? '');
    return { ...lead, results, refused };
  }

  private refusal(column: number, { detail }: { detail: string }): RefusedCell {
    return { column, name: this.header[column] ?? '', detail };
  }
}
