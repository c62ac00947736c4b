import { randomUUID } from 'node:crypto';
import { openDatabase } from '@renwatch/store';

const DRAIN_MS = 2_000;

export interface TestDatabase {
  url: string;
  /** Ends what is connected to it. */
  drop(): Promise<void>;
}

/** An empty database of its own for a spec file, on the server that `url` names. */
export async function createDatabase(url: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  return {
    url: Object.assign(new URL(url), { pathname: `/${name}` }).toString(),
    drop: () => onServer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const db = openDatabase({ url, applicationName: 'createDatabase', maxConnections: 1 });
  try {
    await db.query(sql);
  } finally {
    await db.close({ drainMs: DRAIN_MS });
  }
}
