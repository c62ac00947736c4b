import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase, type Database } from '@renwatch/store';
import { createDatabase, waitFor, workspaceRoot, type TestDatabase } from '@renwatch/testing';
import { countDecisions, decisionsIn, type Decided } from './outcome/decisions';
import { writeHospital } from './write-hospital';
import { StackRun } from './stack-run';

const DAYS = 12;
const WAIT_MS = 120_000;

interface Place {
  home: string;
  database: TestDatabase;
  db: Database;
}

describe('the whole of Renwatch on one stream', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-e2e-'));
  const hospital = writeHospital(folder, { days: DAYS });
  const places: Place[] = [];
  let running: StackRun | undefined;

  const place = async (name: string): Promise<Place> => {
    const database = await createDatabase();
    const db = openDatabase({ url: database.url, applicationName: 'e2e' });
    places.push({ home: join(folder, name), database, db });
    return { home: join(folder, name), database, db };
  };
  const start = async (
    { home, database }: Place,
    options: { prometheus?: string } = {},
  ): Promise<StackRun> => {
    running = await StackRun.start({ home, databaseUrl: database.url, stream: hospital, ...options });
    return running;
  };
  const untilDecided = (run: StackRun, db: Database, count: number) =>
    waitFor(
      async () => {
        if (!run.isRunning) throw new Error(`the stack ended early:\n${run.output}`);
        return (await countDecisions(db)) >= count;
      },
      { timeoutMs: WAIT_MS, what: `${count} decisions` },
    );

  let undisturbed: Place;
  let decisions: Decided[];
  let pages: string[];

  beforeAll(async () => {
    undisturbed = await place('undisturbed');
    const run = await start(undisturbed);
    if ((await run.end()) !== 0) throw new Error(run.output);
    decisions = await decisionsIn(undisturbed.db);
    pages = run.pages();
  });

  afterAll(async () => {
    await running?.stop();
    for (const { db, database } of places) {
      await db.close({ drainMs: 1_000 });
      await database.drop();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('decides every result once and pages exactly the decided alerts', () => {
    expect(decisions).toHaveLength(hospital.resultCount);
    const owed = decisions
      .filter(({ level }) => level > 0)
      .map(({ mrn, observedLocal }) => `${mrn},${observedLocal}`);
    expect(owed.length).toBeGreaterThan(5);
    expect(pages).toEqual([...new Set(owed)].sort());
  });

  it('replays every recorded decision to the same stage and probability', async () => {
    const replay = [join(workspaceRoot(), 'tools/cli/dist/main.js'), 'replay', '--since=7d'];
    const env = { ...process.env, DATABASE_URL: undisturbed.database.url };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, replay, { env });
    expect(stdout).toBe('');
    expect(stderr).toContain(`${decisions.length} results decided again; 0 differ`);
  });

  it('adds no decision or page when restarted on the same stream', async () => {
    const run = await start(undisturbed);
    expect(await run.end()).toBe(0);
    expect(await decisionsIn(undisturbed.db)).toEqual(decisions);
    expect(run.pages()).toEqual([]);
  });

  it('decides and pages the same if services are killed and Prometheus dies', async () => {
    const disturbed = await place('killed');
    const prometheus = join(folder, 'dying-prometheus.sh');
    writeFileSync(prometheus, '#!/bin/sh\n[ "$1" = --version ] || exit 3\n', { mode: 0o755 });
    const run = await start(disturbed, { prometheus });
    await untilDecided(run, disturbed.db, hospital.resultCount / 4);
    const first = run.killService('inference');
    await untilDecided(run, disturbed.db, hospital.resultCount / 2);
    run.killService('gateway');
    run.killService('pager');
    await untilDecided(run, disturbed.db, (hospital.resultCount * 3) / 4);
    const second = run.killService('inference');
    expect(second).not.toBe(first);
    expect(await run.end()).toBe(0);
    expect(await decisionsIn(disturbed.db)).toEqual(decisions);
    expect(run.pages()).toEqual(pages);
    expect(run.output.match(/Prometheus .*/g)).toEqual([
      expect.stringContaining('ended (exit code 3), so alarms are not seen; everything else runs on'),
    ]);
  });
});
