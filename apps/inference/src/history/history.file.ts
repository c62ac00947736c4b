import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CreatinineCsvError, type CreatinineCsvRow, readCreatinineCsv } from '@renwatch/datasets';
import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** A history file that cannot be imported, with the line and the remedy. Nothing of it is imported. */
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

export interface HistoryRow extends CreatinineCsvRow {
  mrn: string;
}

const MAX_FAULTS_SHOWN = 5;

/**
 * Reads a history CSV (`mrn,creatinine_date_0,creatinine_result_0,…`, one patient a line, µmol/L) from its first line
 * to its last without keeping it in memory.
 */
export class HistoryFile {
  constructor(readonly path: string) {}

  /** Checks the whole file. @throws HistoryFileError with the first faults by line */
  async inspect(): Promise<HistoryFileFacts> {
    const hash = createHash('sha256');
    const faults: string[] = [];
    let patients = 0;
    let results = 0;
    for await (const { row, line, error } of this.lines((chunk) => hash.update(chunk))) {
      if (error !== undefined) faults.push(error);
      if (!row) continue;
      patients += 1;
      results += row.results.length;
      if (row.mrn === null || row.mrn === '') faults.push(`line ${line}: no mrn`);
      faults.push(...row.refused.map((cell) => `line ${line}, column ${cell.column + 1}: ${cell.detail}`));
    }
    if (faults.length > 0) throw new HistoryFileError(this.path, describe(faults));
    if (patients === 0)
      throw new HistoryFileError(this.path, 'it holds no patient; give the file its lines or unset it');
    return { sha256: hash.digest('hex'), patients, results };
  }

  /**
   * Yields the patients of a file that was inspected.
   * @throws HistoryFileError at the end if these were not the bytes that `sha256` was made of
   */
  async *rows({ sha256 }: Pick<HistoryFileFacts, 'sha256'>): AsyncGenerator<HistoryRow> {
    const hash = createHash('sha256');
    for await (const { row } of this.lines((chunk) => hash.update(chunk))) {
      if (row && row.mrn !== null) yield { ...row, mrn: row.mrn };
    }
    if (hash.digest('hex') !== sha256)
      throw new HistoryFileError(
        this.path,
        'it was changed while it was imported; start again with the file at rest',
      );
  }

  private async *lines(
    onChunk: (chunk: Uint8Array) => void,
  ): AsyncGenerator<{ line: number; row?: CreatinineCsvRow; error?: string }> {
    try {
      yield* readCreatinineCsv(observed(createReadStream(this.path), onChunk), ['mrn']);
    } catch (error) {
      if (!(error instanceof CreatinineCsvError)) throw unreadable(this.path, error);
      yield { line: error.line, error: error.message };
    }
  }
}

async function* observed(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onChunk(chunk);
    yield chunk;
  }
}

function describe(faults: readonly string[]): string {
  const more = faults.length - MAX_FAULTS_SHOWN;
  return faults.slice(0, MAX_FAULTS_SHOWN).join('; ') + (more > 0 ? `; and ${more} more` : '');
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
