import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database } from '../database/database';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { migrate } from './migrate';
import { migrationFiles, MIGRATIONS_FOLDER } from './migration-files';

/** Until this one, a program stopped at a database that was newer. */
const LAST_WITHOUT_THE_RULE = '0013_own_delays';

/**
 * Everything in the catalog that a statement of an older program relies on: its columns with their types, the values it need
 * not give, and the constraints and indexes on its columns that may refuse a row.
 */
const SHAPES = `
  SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) AS shape
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`;
const DEMANDS = `
  SELECT c.relname AS "table", 'a value for ' || a.attname AS demand
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnotnull AND NOT a.atthasdef
  UNION ALL
  SELECT c.relname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = current_schema()::regnamespace AND k.contype <> 'n'
  UNION ALL
  SELECT c.relname, regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ', ' INDEX ')
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = current_schema()::regnamespace AND i.indisunique`;

interface Schema {
  shapes: string[];
  /** By table. */
  demands: { table: string; demand: string }[];
}

async function schemaOf(db: Database): Promise<Schema> {
  const shapes = await db.query<{ shape: string }>(SHAPES);
  return { shapes: shapes.map(({ shape }) => shape), demands: await db.query(DEMANDS) };
}

describe('a migration', () => {
  let fresh: FreshDatabase;
  let folder: string;

  beforeEach(async () => {
    fresh = await freshDatabase({ migrated: false });
    folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  });

  afterEach(async () => {
    await fresh.drop();
    await rm(folder, { recursive: true });
  });

  it('takes nothing from older programs and demands nothing new', async () => {
    const broken: string[] = [];
    for (const { name, oldestProgram } of await migrationFiles(MIGRATIONS_FOLDER)) {
      const before = await schemaOf(fresh.db);
      await cp(path.join(MIGRATIONS_FOLDER, `${name}.sql`), path.join(folder, `${name}.sql`));
      await migrate(fresh.db, { folder });
      if (name <= LAST_WITHOUT_THE_RULE || oldestProgram !== null) continue;
      const after = await schemaOf(fresh.db);
      const tables = new Set(before.demands.map(({ table }) => table));
      const known = new Set(before.demands.map(({ table, demand }) => `${table} ${demand}`));
      const taken = before.shapes.filter((shape) => !after.shapes.includes(shape));
      const demanded = after.demands
        .filter(({ table, demand }) => tables.has(table) && !known.has(`${table} ${demand}`))
        .map(({ table, demand }) => `${table}: ${demand}`);
      broken.push(...[...taken, ...demanded].map((fault) => `${name}: ${fault}`));
    }
    expect(broken).toEqual([]);
  });
});
