import { openDatabase } from '@renwatch/store';
import { createDatabase } from '@renwatch/testing';
import { StackRun, type StackPorts } from '../stack-run';
import { type RecordedRows } from './compare-rows';
import { receivedPageRows, recordedRows } from './recorded-rows';
import { type Stream } from './streams';

export interface PlayStreamOptions {
  /** A built checkout. */
  root: string;
  stream: Stream;
  /** A new folder; the services' logs stay there. */
  home: string;
  /** A PostgreSQL server on which a database is made for this run. */
  databaseServerUrl: string;
  /** The same for both revisions: a dialled feed is named after its address. */
  ports: StackPorts;
  onStart: (run: StackRun) => void;
}

const SHOWN_LINES = 40;
const DRAIN_MS = 1_000;

/** Plays a stream to its end through a revision's whole stack and reads what it recorded. @throws Error if it fails */
export async function playStream(options: PlayStreamOptions): Promise<RecordedRows> {
  const { root, stream, home, databaseServerUrl, ports, onStart } = options;
  const database = await createDatabase(databaseServerUrl);
  const db = openDatabase({ url: database.url, applicationName: 'same-decisions' });
  try {
    const run = await StackRun.start({ root, stream, home, databaseUrl: database.url, ports });
    onStart(run);
    const exitCode = await run.end();
    if (exitCode !== 0) {
      const tail = run.output.trim().split('\n').slice(-SHOWN_LINES).join('\n');
      throw new Error(`the stack ended with exit code ${exitCode} (logs: ${home}):\n${tail}`);
    }
    const rows: RecordedRows = {
      ...(await recordedRows(db)),
      'received pages': receivedPageRows(run.receivedPages()),
    };
    for (const kind of ['decisions', 'received pages'] as const) {
      // Two empty runs are equal and prove nothing.
      if (!rows[kind]?.length) throw new Error(`${stream.name}: the run recorded no ${kind} (logs: ${home})`);
    }
    return rows;
  } finally {
    await db.close({ drainMs: DRAIN_MS });
    await database.drop();
  }
}
