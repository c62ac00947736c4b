import { createHash } from 'node:crypto';
import {
  CreatinineFileError,
  type CreatinineRecord,
  type CreatinineRow,
  readCreatinineFile,
} from '@renwatch/datasets';
import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** A history file that cannot be imported, with the place and the remedy. Nothing of it is imported. */
export class HistoryFileError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(`HISTORY_CSV=${file}: ${detail}`, options);
    this.name = 'HistoryFileError';
  }
}

export interface HistoryFileFacts {
  /** Hash of the file's bytes, which identifies the import. */
  sha256: string;
  patients: number;
  results: number;
}

export interface HistoryRow extends CreatinineRow {
  mrn: string;
}

const MAX_FAULTS_SHOWN = 5;

/**
 * Reads a history, CSV or Parquet, in the wide form (`mrn,creatinine_date_0,creatinine_result_0,…`, one patient a record,
 * µmol/L) or the long form (`mrn,time,value,unit`, one result a record), without keeping it in memory.
 */
export class HistoryFile {
  constructor(readonly path: string) {}

  /** Checks the whole file. Memory grows only with the number of patients. @throws HistoryFileError with the first faults */
  async inspect(): Promise<HistoryFileFacts> {
    const hash = createHash('sha256');
    const faults = new FaultList();
    const patients = new Set<string>();
    let results = 0;
    for await (const { row, place, error } of this.records((chunk) => hash.update(chunk))) {
      if (error !== undefined) faults.add(error);
      if (!row) continue;
      results += row.results.length;
      if (row.mrn === null || row.mrn === '') faults.add(`${place}: no mrn; give each record one`);
      else patients.add(JSON.stringify([row.authority, row.mrn]));
      for (const { column, name, detail } of row.refused)
        faults.add(`${place}, column ${column + 1}${name && ` (${name})`}: ${detail}`);
    }
    if (faults.count > 0) throw new HistoryFileError(this.path, faults.describe());
    if (patients.size === 0)
      throw new HistoryFileError(this.path, 'it holds no patient; give the file its records or unset it');
    return { sha256: hash.digest('hex'), patients: patients.size, results };
  }

  /**
   * Yields the rows of a file that was inspected.
   * @throws HistoryFileError at the end if these were not the bytes that `sha256` was made of
   */
  async *rows({ sha256 }: Pick<HistoryFileFacts, 'sha256'>): AsyncGenerator<HistoryRow> {
    const hash = createHash('sha256');
    for await (const { row } of this.records((chunk) => hash.update(chunk))) {
      if (row && row.mrn !== null) yield { ...row, mrn: row.mrn };
    }
    if (hash.digest('hex') !== sha256)
      throw new HistoryFileError(
        this.path,
        'it was changed while it was imported; start again with the file at rest',
      );
  }

  private async *records(
    onBytes: (chunk: Uint8Array) => void,
  ): AsyncGenerator<Partial<CreatinineRecord> & { place: string; error?: string }> {
    try {
      yield* readCreatinineFile(this.path, { required: ['mrn'], onBytes });
    } catch (error) {
      if (!(error instanceof CreatinineFileError)) throw unreadable(this.path, error);
      yield { place: error.place, error: error.message };
    }
  }
}

/** Counts faults and keeps the first ones. */
class FaultList {
  count = 0;
  private readonly first: string[] = [];

  add(fault: string): void {
    this.count += 1;
    if (this.first.length < MAX_FAULTS_SHOWN) this.first.push(fault);
  }

  describe(): string {
    const more = this.count - this.first.length;
    return this.first.join('; ') + (more > 0 ? `; and ${more} more` : '');
  }
}

function unreadable(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === undefined) return error;
  return new HistoryFileError(
    path,
    `it cannot be read (${code}); name a readable file or unset HISTORY_CSV`,
    {
      cause: error,
    },
  );
}
