import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { openDatabase } from './database';
import { freshDatabase, type FreshDatabase } from './fresh-database.spec-support';
import { isRetriable, isTimeOut } from './store-error';
import { StatementError } from './statement.error';
import { StoreUnavailableError } from './store-unavailable.error';

function promised<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const FROZEN_MS = 8_000;

describe('the database', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase({ migrated: false });
    await fresh.db.query('CREATE TABLE things (id int PRIMARY KEY, note text)');
  });
  beforeEach(() => fresh.db.query('TRUNCATE things'));
  afterAll(() => fresh.drop());

  it('returns UTC instants, plain dates and exact numbers in any zone', async () => {
    const sql = `SELECT '2024-03-31 01:30:00.5+00'::timestamptz AS instant, '2024-03-31'::date AS day,
      81.2456::numeric AS value, 9007199254740993::bigint AS big`;
    expect(await fresh.db.query(sql)).toEqual([
      { instant: '2024-03-31T01:30:00.500Z', day: '2024-03-31', value: '81.2456', big: 9007199254740993n },
    ]);
  });

  it('commits what the work did, and nothing of work that throws', async () => {
    await fresh.db.transaction((tx) => tx.query('INSERT INTO things VALUES (1)'));
    const failed = fresh.db.transaction(async (tx) => {
      await tx.query('INSERT INTO things VALUES (2)');
      throw new RangeError('not this one');
    });
    await expect(failed).rejects.toThrow(RangeError);
    expect(await fresh.db.query('SELECT id FROM things')).toEqual([{ id: 1 }]);
  });

  it('rejects a commit if the failure of a statement was ignored', async () => {
    const work = fresh.db.transaction(async (tx) => {
      await tx.query('INSERT INTO things VALUES (1)');
      await tx.query('SELECT 1/0').catch(() => undefined);
    });
    expect(await failureOf(work)).toMatchObject({ sqlState: '25P02' });
    expect(await fresh.db.query('SELECT id FROM things')).toEqual([]);
  });

  it('refuses a statement on a transaction that is over', async () => {
    const left = await fresh.db.transaction((tx) => Promise.resolve(tx));
    await expect(left.query('SELECT 1')).rejects.toThrow(TypeError);
  });

  it('distinguishes refused values from temporary faults without quoting them', async () => {
    const refused = await failureOf(fresh.db.query('INSERT INTO things VALUES ($1)', ['Miller']));
    expect(refused).toBeInstanceOf(StatementError);
    expect(refused).toMatchObject({ sqlState: '22P02', retriable: false });
    expect(String((refused as Error).stack)).not.toContain('Miller');
    const missing = await failureOf(fresh.db.query('SELECT * FROM nowhere'));
    expect(missing).toMatchObject({ sqlState: '42P01', retriable: true });
  });

  it('names constraint and table of a duplicate key, not its value', async () => {
    await fresh.db.query('INSERT INTO things VALUES (4711)');
    const refused = await failureOf(fresh.db.query('INSERT INTO things VALUES (4711)'));
    expect(refused).toMatchObject({
      sqlState: '23505',
      table: 'things',
      constraint: 'things_pkey',
      retriable: false,
    });
    expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toContain('4711');
  });

  it('times out on a lock and keeps the connection', async () => {
    const hasty = fresh.open({ lockTimeoutMs: 50, maxConnections: 1 });
    await fresh.db.query('INSERT INTO things VALUES (1)');
    await fresh.db.transaction(async (tx) => {
      await tx.query('SELECT * FROM things FOR UPDATE');
      const error = await failureOf(hasty.query('SELECT * FROM things FOR UPDATE'));
      expect(error).toMatchObject({ sqlState: '55P03', retriable: true });
    });
    expect(await hasty.query('SELECT id FROM things FOR UPDATE')).toEqual([{ id: 1 }]);
  });

  it('gives up a statement that takes too long', async () => {
    const hasty = fresh.open({ statementTimeoutMs: 50 });
    expect(await failureOf(hasty.query('SELECT pg_sleep(60)'))).toMatchObject({
      sqlState: '57014',
      retriable: true,
    });
  });

  it('waits longer for a transaction with limits of its own', async () => {
    const hasty = fresh.open({ statementTimeoutMs: 50 });
    // Longer than the client waits for other statements: 50 ms and its grace of 2 s.
    const work = hasty.transaction((tx) => tx.query('SELECT 1 AS one, pg_sleep(2.5)'), {
      limits: { statementTimeoutMs: 60_000 },
    });
    expect(await work).toMatchObject([{ one: 1 }]);
  });

  it('releases the locks of a client frozen in a transaction', async () => {
    const frozen = fresh.open({ idleInTransactionTimeoutMs: 1_500, maxConnections: 1 });
    await fresh.db.query('INSERT INTO things VALUES (1)');
    const locked = promised<void>();
    const woken = promised<void>();
    const work = failureOf(
      frozen.transaction(async (tx) => {
        await tx.query('SELECT * FROM things FOR UPDATE');
        locked.resolve();
        await woken.promise;
        await tx.query('UPDATE things SET note = $1', ['too late']);
      }),
    );
    await locked.promise;
    // Waits on the row until the server has ended the other's session.
    await fresh.db.query('UPDATE things SET note = $1', ['mine']);
    woken.resolve();
    const error = await work;
    expect([isRetriable(error), isTimeOut(error, FROZEN_MS)]).toEqual([true, true]);
    expect(await fresh.db.query('SELECT note FROM things')).toEqual([{ note: 'mine' }]);
    expect(await frozen.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('has the server look for a client whose machine vanished', async () => {
    const settings = await fresh.db.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp\\_%' ORDER BY name`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, Number(setting)]))).toEqual({
      tcp_keepalives_count: 3,
      tcp_keepalives_idle: 3,
      tcp_keepalives_interval: 3,
      tcp_user_timeout: 10_000,
    });
  });

  it('recovers after the server ended its sessions', async () => {
    const other = fresh.open({ applicationName: 'victim', maxConnections: 1 });
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'`;
    const error = await failureOf(
      other.transaction(async (tx) => {
        await tx.query('SELECT 1');
        await fresh.db.query(end);
        await tx.query('INSERT INTO things VALUES (1)');
      }),
    );
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(await other.query('SELECT id FROM things')).toEqual([]);
  });

  it('tells of an idle connection that breaks', async () => {
    const told = promised<unknown>();
    const other = fresh.open({ applicationName: 'idler', onError: told.resolve });
    await other.ping();
    await fresh.db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idler'`,
    );
    expect(await told.promise).toBeInstanceOf(StoreUnavailableError);
  });

  it('waits for a free connection no longer than it may', async () => {
    // Holds for the one connection that is to succeed, too.
    const narrow = fresh.open({ maxConnections: 1, connectTimeoutMs: 3_000 });
    await narrow.transaction(async () => {
      expect(await failureOf(narrow.ping())).toBeInstanceOf(StoreUnavailableError);
    });
    await narrow.ping();
  });

  it('is unavailable with a wrong password or unknown database', async () => {
    const wrong = Object.assign(new URL(fresh.url), { password: 'wrong' }).toString();
    expect(await failureOf(fresh.open({ url: wrong }).ping())).toMatchObject({
      code: '28P01',
      retriable: true,
    });
    const absent = Object.assign(new URL(fresh.url), { pathname: '/absent' }).toString();
    expect(await failureOf(fresh.open({ url: absent }).ping())).toMatchObject({
      code: '3D000',
      retriable: true,
    });
    const nowhere = Object.assign(new URL(fresh.url), { hostname: 'no.such.host.invalid' }).toString();
    expect(await failureOf(fresh.open({ url: nowhere }).ping())).toBeInstanceOf(StoreUnavailableError);
  });

  it('closes in time although a transaction hangs', async () => {
    const other = fresh.open();
    const started = promised<void>();
    const work = failureOf(
      other.transaction(async (tx) => {
        await tx.query('SELECT 1');
        started.resolve();
        await tx.query('SELECT pg_sleep(60)');
      }),
    );
    await started.promise;
    await Promise.all([other.close({ drainMs: 50 }), other.close({ drainMs: 50 })]);
    expect(await work).toBeInstanceOf(StoreUnavailableError);
    expect(await failureOf(other.ping())).toBeInstanceOf(StoreUnavailableError);
  });
});

describe('a database that is read-only', () => {
  it('is unavailable until it takes writes, then for no session', async () => {
    const fresh = await freshDatabase({ migrated: false });
    const writer = fresh.open({ maxConnections: 1 });
    await writer.query('CREATE TABLE things (id int)');
    const name = new URL(fresh.url).pathname.slice(1);
    await fresh.db.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const reader = fresh.open({ maxConnections: 1 });
    const write = () => reader.query('INSERT INTO things VALUES (1)');
    const refusal = { name: 'StoreUnavailableError', code: '25006', retriable: true };
    expect(await failureOf(write())).toMatchObject(refusal);
    expect(await failureOf(reader.ping())).toMatchObject(refusal);
    await writer.query(`ALTER DATABASE ${name} SET default_transaction_read_only = off`);
    await reader.ping();
    await write();
    await fresh.drop();
  });
});

describe('a database that accepts and says nothing', () => {
  let server: Server;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    server = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is unavailable after the connect time-out', async () => {
    const fresh = await freshDatabase({ migrated: false });
    const { port } = server.address() as AddressInfo;
    const frozen = fresh.open({ url: `postgres://u:p@127.0.0.1:${port}/d`, connectTimeoutMs: 50 });
    expect(await failureOf(frozen.ping())).toBeInstanceOf(StoreUnavailableError);
    await fresh.drop();
  });
});

/** An answer of PostgreSQL's protocol: type, length, body. */
function protocolMessage(type: string, body = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

const READY = protocolMessage('Z', Buffer.from('I'));
const LOGGED_IN = Buffer.concat([protocolMessage('R', Buffer.alloc(4)), READY]);
const DONE = Buffer.concat([
  ...['1', '2', 'n'].map((type) => protocolMessage(type)),
  ...[protocolMessage('C', Buffer.from('SELECT 0\0')), READY],
]);

describe('a database that falls silent', () => {
  it.each([
    ['after the login', [LOGGED_IN]],
    ['after the settings of the session', [LOGGED_IN, DONE]],
  ])('is unavailable if it does so %s', async (_when, answers) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      let given = 0;
      socket.on('data', () => void (given < answers.length && socket.write(answers[given++] ?? '')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `postgres://u:p@127.0.0.1:${port}/d`;
    const database = openDatabase({ url, applicationName: 'spec', statementTimeoutMs: 50 });
    const failed = await failureOf(database.ping());
    for (const socket of sockets) socket.destroy();
    await database.close({ drainMs: 0 });
    await new Promise((resolve) => server.close(resolve));
    expect(failed).toBeInstanceOf(StoreUnavailableError);
  });
});
