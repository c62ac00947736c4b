import { type HistoryFile, type HistoryFileFacts, type HistoryRow } from './history.file';

/** What the importer needs of a database. */
export interface HistoryStore {
  isComplete(sha256: string): Promise<boolean>;
  /**
   * Runs `work` while no other replica imports. `save` stores a chunk of patients, harmless when repeated; the import
   * is marked complete after `work`. False where another replica completed it meanwhile.
   */
  importing(
    facts: HistoryFileFacts,
    work: (save: (rows: readonly HistoryRow[]) => Promise<void>) => Promise<void>,
  ): Promise<boolean>;
}

export interface HistoryImporterOptions {
  file: HistoryFile;
  store: HistoryStore;
  chunkPatients: number;
  onProgress: (progress: { patients: number; of: number }) => void;
}

export type HistoryImport = HistoryFileFacts & { outcome: 'imported' | 'already-imported' };

/**
 * Imports a history file once, keyed by its hash; an interrupted import begins again and ends the same.
 * @throws HistoryFileError before anything is stored, or before it is complete where the file changed meanwhile
 */
export async function importHistory(options: HistoryImporterOptions): Promise<HistoryImport> {
  const { file, store, chunkPatients, onProgress } = options;
  const facts = await file.inspect();
  if (await store.isComplete(facts.sha256)) return { ...facts, outcome: 'already-imported' };
  const imported = await store.importing(facts, async (save) => {
    let done = 0;
    for await (const chunk of chunked(file.rows(facts), chunkPatients)) {
      await save(chunk);
      done += chunk.length;
      onProgress({ patients: done, of: facts.patients });
    }
  });
  return { ...facts, outcome: imported ? 'imported' : 'already-imported' };
}

async function* chunked<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
