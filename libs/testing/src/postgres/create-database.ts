import { randomUUID } from 'node:crypto';
import { openDatabase } from '@renwatch/store';

const DRAIN_MS = 2_000;

export interface TestDatabase {
  url: string;
  /** Ends what is connected to it. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database for a spec file alone, on the server that `url` names, or on the one that was started for
 * this project.
 */
export async function createDatabase(url = testDatabaseServer()): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  return {
    url: Object.assign(new URL(url), { pathname: `/${name}` }).toString(),
    drop: () => onServer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function testDatabaseServer(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return url;
  throw new Error("No test database: add 'postgres' to testServers in the project's jest.config.cjs");
}

async function onServer(url: string, sql: string): Promise<void> {
  const db = openDatabase({ url, applicationName: 'createDatabase', maxConnections: 1 });
  try {
    await db.query(sql);
  } finally {
    await db.close({ drainMs: DRAIN_MS });
  }
}
