import { open } from 'node:fs/promises';
import { type CreatinineRow } from './forms/creatinine-row';
import { columnNames, headerFault, type LeadColumn } from './forms/header';
import { LongForm, RESULT_COLUMNS } from './forms/long.form';
import { FIRST_DATE, WideForm } from './forms/wide.form';
import { csvRecords, type TableRecord } from './tables/csv.table';
import { isParquet, parquetRecords } from './tables/parquet.table';

export interface CreatinineRecord {
  /** `line 3` of a CSV, `row 3` of a Parquet file, from 1. */
  readonly place: string;
  /** `wide`: a record is a patient with all results of it; `long`: a record is one result. */
  readonly form: 'wide' | 'long';
  readonly row: CreatinineRow;
}

export interface CreatinineFileOptions {
  /** Columns that the header must have, besides those of results. */
  readonly required: readonly LeadColumn[];
  /** Sees every byte of the file once, in order. */
  readonly onBytes?: (chunk: Uint8Array) => void;
}

/**
 * Reads a file of creatinine results, CSV or Parquet, in the wide or the long form. Its first bytes tell what it is and its
 * header which form it has; its name tells nothing. Memory holds a record of a CSV, or a row group of a Parquet file.
 * @throws CreatinineFileError if the header has another form or lacks a required column, or if the file is damaged
 */
export async function* readCreatinineFile(
  path: string,
  { required, onBytes }: CreatinineFileOptions,
): AsyncGenerator<CreatinineRecord> {
  const file = await open(path);
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.createReadStream({ autoClose: false, start: 0 })) {
      onBytes?.(chunk as Uint8Array);
      yield chunk as Uint8Array;
    }
  };
  try {
    const parquet = await isParquet(file);
    yield* readCreatinineRecords(parquet ? parquetRecords(file) : csvRecords(bytes()), required);
    // Parquet is not read from its first byte to its last.
    if (parquet && onBytes) for await (const chunk of bytes()) void chunk;
  } finally {
    await file.close();
  }
}

/** Reads the rows of a table whose first record is the header. @throws CreatinineFileError */
export async function* readCreatinineRecords(
  records: AsyncIterable<TableRecord>,
  required: readonly LeadColumn[],
): AsyncGenerator<CreatinineRecord> {
  let form: WideForm | LongForm | undefined;
  for await (const { place, cells } of records) {
    if (form) yield { place, form: form.name, row: form.row(cells) };
    else form = formOf(cells, required, place);
  }
}

function formOf(
  header: readonly string[],
  required: readonly LeadColumn[],
  place: string,
): WideForm | LongForm {
  const names = columnNames(header);
  if (names.includes(FIRST_DATE)) return new WideForm(header, required, place);
  if (RESULT_COLUMNS.some((column) => names.includes(column))) return new LongForm(header, required, place);
  const [first = ''] = header;
  if (header.length === 1 && /[;\t|]/.test(first))
    throw headerFault(place, 'the columns are not separated by commas');
  throw headerFault(place, `the header has no ${FIRST_DATE},creatinine_result_0 and no time,value,unit`);
}
