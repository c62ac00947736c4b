import { type HistoryFile, type HistoryFileFacts, type HistoryRow } from './history.file';

/** Rows and results together that the import saves at a time: a row holds one result, or all of a patient. */
const CHUNK_ITEMS = 2_500;
const BAR_WIDTH = 20;

/** The database as the importer needs it. */
export interface HistoryStore {
  isComplete(sha256: string): Promise<boolean>;
  /**
   * Runs `work` while no other replica imports. `save` stores a chunk of rows and may be repeated; after `work` the
   * import is marked complete. Resolves with false if another replica completed it meanwhile.
   */
  importing(
    facts: HistoryFileFacts,
    work: (save: (rows: readonly HistoryRow[]) => Promise<void>) => Promise<void>,
  ): Promise<boolean>;
}

export interface HistoryImporterOptions {
  file: HistoryFile;
  store: HistoryStore;
  /** For tests. */
  chunkItems?: number;
  onProgress: (progress: HistoryProgress) => void;
}

export interface HistoryProgress {
  results: number;
  of: number;
  /** `[##########----------] 50%`, for people who watch a log or `/readyz`. */
  bar: string;
}

export type HistoryImport = HistoryFileFacts & { outcome: 'imported' | 'already-imported' };

/**
 * Imports a history file once, keyed by its hash. An interrupted import starts over with the same outcome.
 * @throws HistoryFileError before anything is stored, or before the import is complete if the file changed meanwhile
 */
export async function importHistory(options: HistoryImporterOptions): Promise<HistoryImport> {
  const { file, store, chunkItems = CHUNK_ITEMS, onProgress } = options;
  const facts = await file.inspect();
  if (await store.isComplete(facts.sha256)) return { ...facts, outcome: 'already-imported' };
  const imported = await store.importing(facts, async (save) => {
    let done = 0;
    for await (const chunk of chunked(file.rows(facts), chunkItems)) {
      await save(chunk);
      done += chunk.reduce((sum, { results }) => sum + results.length, 0);
      onProgress({ results: done, of: facts.results, bar: progressBar(done, facts.results) });
    }
  });
  return { ...facts, outcome: imported ? 'imported' : 'already-imported' };
}

async function* chunked(rows: AsyncIterable<HistoryRow>, chunkItems: number): AsyncGenerator<HistoryRow[]> {
  let chunk: HistoryRow[] = [];
  let items = 0;
  for await (const row of rows) {
    chunk.push(row);
    items += 1 + row.results.length;
    if (items < chunkItems) continue;
    yield chunk;
    chunk = [];
    items = 0;
  }
  if (chunk.length > 0) yield chunk;
}

function progressBar(done: number, of: number): string {
  const share = of === 0 ? 1 : Math.min(1, done / of);
  const filled = Math.floor(share * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)}%`;
}
