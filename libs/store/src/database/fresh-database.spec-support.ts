import { randomUUID } from 'node:crypto';
import { migrate } from '../migrate/migrate';
import { Database, type DatabaseOptions } from './database';

const DRAIN_MS = 2_000;

/** A database of its own for a spec file. */
export interface FreshDatabase {
  url: string;
  db: Database;
  /** Another pool on it, as another replica would have. */
  open(options?: Partial<DatabaseOptions>): Database;
  /** Closes what was opened, and removes the database. */
  drop(): Promise<void>;
}

export async function freshDatabase({ migrated = true } = {}): Promise<FreshDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL is not set: see globalSetup in jest.config.cjs');
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  const admin = new Database({ url: server, applicationName: 'spec', maxConnections: 1 });
  await admin.query(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  const opened: Database[] = [];
  const open = (options: Partial<DatabaseOptions> = {}) => {
    const db = new Database({ url, applicationName: 'spec', ...options });
    opened.push(db);
    return db;
  };
  const db = open();
  if (migrated) await migrate(db);
  return {
    url,
    db,
    open,
    async drop() {
      await Promise.all(opened.map((pool) => pool.close({ drainMs: DRAIN_MS })));
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close({ drainMs: DRAIN_MS });
    },
  };
}
