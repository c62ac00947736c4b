import { parseCreatinine, type RefusalReason, type Sex } from '@renwatch/aki';
import { type CreatinineRow, type RowResult } from './creatinine-row';
import { type LeadColumn } from './header';
import { readTime } from './read-time';

/** More of a cell is not quoted: faults are logged. */
const QUOTED_CHARS = 24;
const NO_TIME = 'is not a date and time; write it like 2024-01-31 08:00:00 or 2024-01-31T08:00:00+01:00';
const UNITS = 'give one of umol/L, mmol/L, mg/dL, mg/L';
const REMEDIES: Readonly<Record<RefusalReason, string>> = {
  'not-a-number': 'write a number like 80.5 or <40, or leave the result out',
  'unit-missing': UNITS,
  'unit-unknown': UNITS,
  'unit-implausible': UNITS,
  'out-of-range': 'correct the value or its unit, or leave the result out',
};

export type CellKind = 'time' | 'value' | 'unit';

/** Reads a result with the rules of the feed for values and units. A fault names the cell that is to blame. */
export function readResult(
  cells: Readonly<Record<CellKind, string>>,
): RowResult | { readonly fault: CellKind; readonly detail: string } {
  const time = readTime(cells.time);
  if (!time) return { fault: 'time', detail: `${quote(cells.time)} ${NO_TIME}` };
  const creatinine = parseCreatinine({ valueType: 'NM', value: cells.value, unit: cells.unit });
  if (!creatinine.ok) {
    const { reason, detail } = creatinine;
    const fault = reason.startsWith('unit-') ? 'unit' : 'value';
    return { fault, detail: `${quote(cells[fault])}: ${reason}: ${detail}; ${REMEDIES[reason]}` };
  }
  const { umolPerL, comparator } = creatinine;
  return { ...time, umolPerL, ...(comparator !== '' && { comparator }) };
}

/** The part of a row that both forms share. `text` gives the cell of a column, empty if there is none. */
export function readLead(
  names: readonly string[],
  text: (column: LeadColumn) => string,
): Omit<CreatinineRow, 'results' | 'refused'> {
  const age = text('age');
  const authority = text('authority');
  return {
    mrn: names.includes('mrn') ? text('mrn') : null,
    ...(authority !== '' && { authority }),
    ageYears: /^\d{1,3}(\.\d+)?$/.test(age) ? Math.floor(Number(age)) : null,
    sex: readSex(text('sex')),
    aki: readAki(text('aki')),
  };
}

function quote(text: string): string {
  return JSON.stringify(text.length > QUOTED_CHARS ? `${text.slice(0, QUOTED_CHARS)}…` : text);
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
