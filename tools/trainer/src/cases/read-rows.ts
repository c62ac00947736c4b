import {
  CreatinineFileError,
  type CreatinineRow,
  type LeadColumn,
  readCreatinineFile,
} from '@renwatch/datasets';

import { UsageError } from '../command-line/usage.error';
import { unreadable } from './read-text';

export interface DataRows {
  /** `wide`: a row is a patient's results; `long`: a row is one result, and other rows hold more of the patient. */
  readonly form: 'wide' | 'long';
  readonly rows: readonly CreatinineRow[];
}

/** Reads a creatinine file, CSV or Parquet, that has the given columns. @throws UsageError at the first fault */
export async function readRows(path: string, required: readonly LeadColumn[]): Promise<DataRows> {
  const rows: CreatinineRow[] = [];
  let form: DataRows['form'] = 'wide';
  try {
    for await (const record of readCreatinineFile(path, { required })) {
      form = record.form;
      const [refused] = record.row.refused;
      if (refused) {
        const { column, name, detail } = refused;
        throw new UsageError(
          `${path}: ${record.place}, column ${column + 1}${name && ` (${name})`}: ${detail}`,
        );
      }
      if (form === 'long' && !record.row.mrn)
        throw new UsageError(`${path}: ${record.place}: no mrn; give each record one`);
      rows.push(record.row);
    }
  } catch (cause) {
    if (cause instanceof CreatinineFileError) throw new UsageError(`${path}: ${cause.message}`, { cause });
    throw unreadable(path, cause);
  }
  if (rows.length === 0) throw new UsageError(`${path}: it has no rows`);
  return { form, rows };
}
