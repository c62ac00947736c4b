import { type CreatinineRow, type RefusedCell } from './creatinine-row';
import { checkColumns, columnNames, LEAD_COLUMNS, type LeadColumn } from './header';
import { type CellKind, readLead, readResult } from './read-cells';

export const RESULT_COLUMNS = ['time', 'value', 'unit'] as const satisfies readonly CellKind[];

/**
 * The long form, a result a record: `mrn,time,value,unit` in any order, and `authority`, `age`, `sex`, `aki` if given. Any
 * other column is refused rather than ignored: a misspelt `authority` would give results to another patient.
 */
export class LongForm {
  readonly name = 'long';
  private readonly names: readonly string[];

  /** @throws CreatinineFileError if a column is unknown or missing */
  constructor(header: readonly string[], required: readonly LeadColumn[], place: string) {
    this.names = columnNames(header);
    checkColumns({
      place,
      names: this.names,
      known: [...LEAD_COLUMNS, ...RESULT_COLUMNS],
      required: ['mrn', ...RESULT_COLUMNS, ...required.filter((column) => column !== 'mrn')],
    });
  }

  /** The row of a record's cells, with one result or one refused cell; with neither if time and value are empty. */
  row(cells: readonly string[]): CreatinineRow {
    const text = (column: LeadColumn | CellKind) => cells[this.names.indexOf(column)] ?? '';
    const lead = readLead(this.names, text);
    const extra = cells.findIndex((cell, column) => column >= this.names.length && cell !== '');
    if (extra >= 0) return { ...lead, results: [], refused: [this.excess(extra)] };
    if (text('time') === '' && text('value') === '') return { ...lead, results: [], refused: [] };
    const result = readResult({ time: text('time'), value: text('value'), unit: text('unit') });
    if (!('fault' in result)) return { ...lead, results: [result], refused: [] };
    const column = this.names.indexOf(result.fault);
    return { ...lead, results: [], refused: [{ column, name: result.fault, detail: result.detail }] };
  }

  /** An unquoted decimal comma would shift the unit. */
  private excess(column: number): RefusedCell {
    const detail = `the record has more cells than the header's ${this.names.length}; quote a cell that holds a comma, and write decimals with a point`;
    return { column, name: '', detail };
  }
}
