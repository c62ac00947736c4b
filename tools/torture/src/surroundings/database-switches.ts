import { type Database } from '@renwatch/store';

/**
 * `now()` and `clock_timestamp()` of this schema stand in the search path before PostgreSQL's own, so that the clock that
 * SQL sees can be stepped without a root's tools. `CURRENT_TIMESTAMP` would not see it; no statement uses that.
 */
const CLOCK = [
  'CREATE SCHEMA torture',
  `CREATE TABLE torture.switches (clock_step interval NOT NULL DEFAULT '0', disk_full boolean NOT NULL DEFAULT false)`,
  'INSERT INTO torture.switches DEFAULT VALUES',
  ...[
    ['now', 'STABLE'],
    ['clock_timestamp', 'VOLATILE'],
  ].map(
    ([name, volatility]) => `CREATE FUNCTION torture.${name}() RETURNS timestamptz LANGUAGE sql ${volatility}
      SECURITY DEFINER AS 'SELECT pg_catalog.${name}() + clock_step FROM torture.switches'`,
  ),
  'GRANT USAGE ON SCHEMA torture TO PUBLIC',
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, torture, pg_catalog', current_database()); END $$`,
];

/** Tables that every batch or page writes. */
const WRITTEN = ['results', 'result_revisions', 'decisions', 'alerts', 'pages', 'progress'];

/** A full disk, with the error that PostgreSQL gives; and a log of progress that went back, which no replica may cause. */
const TRIGGERS = [
  `CREATE FUNCTION torture.refuse_if_full() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
    IF (SELECT disk_full FROM torture.switches) THEN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END IF;
    RETURN NULL;
  END $$`,
  ...WRITTEN.map(
    (table) => `CREATE TRIGGER torture_disk BEFORE INSERT OR UPDATE ON ${table} FOR EACH STATEMENT
      EXECUTE FUNCTION torture.refuse_if_full()`,
  ),
  `CREATE TABLE torture.set_backs (id serial PRIMARY KEY, partition integer NOT NULL, from_offset bigint NOT NULL,
    to_offset bigint NOT NULL)`,
  `CREATE FUNCTION torture.note_set_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
    INSERT INTO torture.set_backs (partition, from_offset, to_offset)
    VALUES (OLD.partition, OLD.next_offset, NEW.next_offset);
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER torture_set_back AFTER UPDATE ON progress FOR EACH ROW
    WHEN (NEW.next_offset < OLD.next_offset) EXECUTE FUNCTION torture.note_set_back()`,
];

const OTHERS = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';

/** Faults that a test makes within PostgreSQL by SQL alone. */
export class DatabaseSwitches {
  constructor(private readonly db: Database) {}

  /** Installs the clock, for sessions that are opened afterwards. */
  async installClock(): Promise<void> {
    for (const statement of CLOCK) await this.db.query(statement);
  }

  /** Installs the rest, once the tables are there. */
  async installTriggers(): Promise<void> {
    for (const statement of TRIGGERS) await this.db.query(statement);
  }

  async stepClock(stepMs: number): Promise<void> {
    await this.db.query(`UPDATE torture.switches SET clock_step = $1 * interval '1 millisecond'`, [stepMs]);
  }

  async setDiskFull(isFull: boolean): Promise<void> {
    await this.db.query('UPDATE torture.switches SET disk_full = $1', [isFull]);
  }

  /** As a standby that was not promoted, or a managed server whose disk runs full. */
  async setReadOnly(isReadOnly: boolean): Promise<void> {
    await this.db.query(
      isReadOnly
        ? 'ALTER SYSTEM SET default_transaction_read_only = on'
        : 'ALTER SYSTEM RESET default_transaction_read_only',
    );
    await this.db.query('SELECT pg_reload_conf()');
  }

  async endSessions(): Promise<void> {
    await this.db.query(`SELECT pg_terminate_backend(pid) ${OTHERS}`);
  }

  /** Locks nothing if a replica that is frozen within a transaction holds the tables for longer than we wait. */
  async lockTables(ms: number): Promise<void> {
    const lock = 'LOCK TABLE results, alerts, progress IN ACCESS EXCLUSIVE MODE';
    await this.db
      .query(`DO $$ BEGIN ${lock}; PERFORM pg_sleep(${ms / 1_000}); END $$`)
      .catch(() => undefined);
  }
}
