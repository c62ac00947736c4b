import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MllpSender } from '@renwatch/mllp';
import { openDatabase, type Database } from '@renwatch/store';
import {
  createDatabase,
  freePort,
  startKafkaBroker,
  waitFor,
  type KafkaBroker,
  type TestDatabase,
} from '@renwatch/testing';
import { decisionsIn } from './outcome/decisions';
import { ServiceProcess } from './service-process.spec-support';

const WAIT_MS = 60_000;

interface LogLine {
  level: string;
  faults?: { name: string }[];
}

/** One partition: a decided message was read after all that were sent before it. */
describe('SIGHUP to inference with other codes in FEEDS_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-codes-reload-'));
  const file = join(folder, 'feeds.yaml');
  let broker: KafkaBroker;
  let database: TestDatabase;
  let db: Database;
  let gateway: ServiceProcess;
  let inference: ServiceProcess;
  let sender: MllpSender;
  let port: number;
  let sent = 0;

  beforeAll(async () => {
    [broker, database, port] = await Promise.all([
      startKafkaBroker({ dataDir: join(folder, 'kafka'), dieWithParent: true, temporary: true }),
      createDatabase(),
      freePort(),
    ]);
    db = openDatabase({ url: database.url, applicationName: 'spec', maxConnections: 1 });
    writeCodes('OLD=umol/L');
    const env = { FEEDS_FILE: file, KAFKA_BROKERS: broker.brokers, KAFKA_PARTITIONS: '1' };
    gateway = await ServiceProcess.start({ service: 'gateway', name: 'gateway', folder, env });
    inference = await ServiceProcess.start({
      ...{ service: 'inference', name: 'inference', folder },
      env: { ...env, DATABASE_URL: database.url, MODEL: 'off', MODEL_SWITCH_FILE: '', HISTORY_CSV: '' },
    });
    await Promise.all([gateway.untilReady(), inference.untilReady()]);
    sender = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: WAIT_MS });
    await sender.connect();
  });

  afterAll(async () => {
    sender?.close();
    await Promise.all([gateway?.kill(), inference?.kill()]);
    await db?.close({ drainMs: 1_000 });
    await Promise.all([database?.drop(), broker?.kill()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const writeCodes = (codes: string) =>
    writeFileSync(file, `feeds:\n  - { name: lab, listen: 127.0.0.1:${port}, codes: ['${codes}'] }\n`);

  /** Sends a result of a minute of its own. @returns its time */
  const send = async (code: string): Promise<string> => {
    sent += 1;
    const time = new Date(Date.UTC(2025, 2, 1, 0, sent)).toISOString().replace(/\D/g, '').slice(0, 12);
    const message = [
      `MSH|^~\\&|A|B|||${time}00||ORU^R01|${sent}|P|2.5`,
      'PID|1||1||',
      `OBR|1||O${sent}|UE|||${time}`,
      `OBX|1|NM|${code}||80|umol/L|||||F`,
    ];
    await sender.send(Buffer.from(`${message.join('\r')}\r`));
    return time;
  };

  const decided = async (): Promise<string[]> =>
    (await decisionsIn(db)).map(({ observedLocal }) => observedLocal).sort();

  const untilDecided = (time: string) =>
    waitFor(async () => (await decided()).includes(time), {
      timeoutMs: WAIT_MS,
      what: `a decision of ${time}`,
    });

  /** Sends until a result with the code is decided. @returns its time */
  const untilRead = async (code: string): Promise<string> => {
    let time = '';
    await waitFor(
      async () => {
        const times = await decided();
        if (times.includes(time)) return true;
        time = await send(code);
        return false;
      },
      { timeoutMs: WAIT_MS, everyMs: 250, what: `a decision of the code ${code}` },
    );
    return time;
  };

  const refusals = () =>
    inference.logLines<LogLine>().filter(({ level, faults }) => level === 'error' && faults !== undefined);

  it('decides what carries the new codes, and no longer the old', async () => {
    const unknown = await send('NEW');
    const known = await send('OLD');
    await untilDecided(known);
    expect(await decided()).toEqual([known]);
    writeCodes('NEW=umol/L');
    inference.signal('SIGHUP');
    await untilRead('NEW');
    const forgotten = await send('OLD');
    await untilDecided(await send('NEW'));
    const times = await decided();
    // A reload decides nothing again.
    expect(times).toContain(known);
    expect(times).not.toContain(unknown);
    expect(times).not.toContain(forgotten);
  });

  it('keeps the codes if the file has a fault, and logs it', async () => {
    writeCodes('BROKEN=furlong');
    inference.signal('SIGHUP');
    await waitFor(() => refusals().length > 0, { timeoutMs: WAIT_MS, what: 'the refusal in the log' });
    expect(refusals().flatMap(({ faults = [] }) => faults.map(({ name }) => name))).toEqual([
      expect.stringContaining('feeds[0].codes'),
    ]);
    await untilDecided(await send('NEW'));
  });
});
