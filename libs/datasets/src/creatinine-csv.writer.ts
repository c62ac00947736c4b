import { type CreatinineRow } from './forms/creatinine-row';

/** The header of the labelled form, or of the history form, for rows of up to `results` results. */
export function formatCreatinineCsvHeader(kind: 'labelled' | 'history', results: number): string {
  const lead = kind === 'labelled' ? 'age,sex,aki' : 'mrn';
  const pairs = Array.from(
    { length: Math.max(1, results) },
    (_, index) => `creatinine_date_${index},creatinine_result_${index}`,
  );
  return `${lead},${pairs.join(',')}`;
}

/** A record of that form, padded with empty cells to the header's width. */
export function formatCreatinineCsvRow(
  kind: 'labelled' | 'history',
  row: CreatinineRow,
  results: number,
): string {
  const lead =
    kind === 'labelled'
      ? [
          row.ageYears ?? '',
          row.sex === 'U' ? '' : row.sex.toLowerCase(),
          row.aki === null ? '' : row.aki ? 'y' : 'n',
        ]
      : [quoteIfNeeded(row.mrn ?? '')];
  const pairs = row.results.flatMap(({ local, offset = '', umolPerL, comparator = '' }) => [
    `${formatDate(local)}${offset}`,
    `${comparator}${umolPerL}`,
  ]);
  const padding = Array.from({ length: Math.max(0, 2 * Math.max(1, results) - pairs.length) }, () => '');
  return [...lead, ...pairs, ...padding].join(',');
}

function formatDate(local: string): string {
  const part = (from: number, to: number) => local.slice(from, to);
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)} ${part(8, 10)}:${part(10, 12)}:${part(12, 14)}`;
}

/** An MRN is free text; every other cell is a number, a date or a letter. */
function quoteIfNeeded(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
