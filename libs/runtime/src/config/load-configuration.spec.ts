import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ConfigurationError } from './configuration.error';
import { databaseSettings } from '../settings/common-settings';
import { kafkaFaults, kafkaSettings } from '../settings/kafka-settings';
import { loadConfiguration } from './load-configuration';
import { hostPort, integer, secureUrl, share, text, trueOrFalse, webUrl } from './schemas';
import { setting } from './setting';

const settings = {
  feed: setting('MLLP_ADDRESS', hostPort, {
    help: 'feed to dial',
    flag: 'mllp',
    flagText: (port) => `localhost:${port}`,
    fallback: 'simulator:8440',
  }),
  limit: setting('LIMIT', integer(1, 10), { help: 'a limit', fallback: '5' }),
  database: setting('DATABASE_URL', text, { help: 'URL of the database', secret: true }),
};
const env = { DATABASE_URL: 'postgres://u:secret@db/x' };

const faultsOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
};

describe('a configuration', () => {
  it('uses the default if a variable is absent or empty', () => {
    expect(loadConfiguration(settings, { env: { ...env, LIMIT: '' } })).toEqual({
      feed: { host: 'simulator', port: 8440 },
      limit: 5,
      database: env.DATABASE_URL,
    });
  });

  it('reports faults between settings together with faults of a setting', () => {
    const between = ({ limit, database }: { limit?: number; database?: string }) =>
      limit === undefined && database !== undefined
        ? [{ name: 'LIMIT and DATABASE_URL', value: undefined, remedy: 'do not go together' }]
        : [];
    const source = { env: { ...env, LIMIT: 'none' } };
    const message = faultsOf(() => loadConfiguration(settings, source, between));
    expect(message).toContain('LIMIT=none: give a whole number');
    expect(message).toContain('LIMIT and DATABASE_URL: do not go together');
  });

  it('lets a flag win over its variable, in both spellings', () => {
    const source = { env: { ...env, MLLP_ADDRESS: 'a:1' } };
    expect(loadConfiguration(settings, { ...source, argv: ['--mllp=9440'] }).feed.port).toBe(9440);
    expect(loadConfiguration(settings, { ...source, argv: ['--mllp', '9441'] }).feed.port).toBe(9441);
  });

  it('reports every fault at once, each with its name, value and remedy', () => {
    const message = faultsOf(() =>
      loadConfiguration(settings, { env: { MLLP_ADDRESS: 'nowhere', LIMIT: '11' }, argv: ['--speed=3'] }),
    );
    expect(message.split('\n')).toEqual([
      '--speed=3: unknown flag; known flags: --mllp',
      'MLLP_ADDRESS=nowhere: give host:port, for example localhost:8440',
      'LIMIT=11: give a whole number from 1 to 10',
      'DATABASE_URL: is not set; give the URL of the database',
    ]);
  });

  it('reads a secret from VARIABLE_FILE, or reports that it cannot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'renwatch-config-'));
    try {
      const file = join(folder, 'url');
      writeFileSync(file, 'postgres://from-file\n');
      expect(loadConfiguration(settings, { env: { DATABASE_URL_FILE: file } }).database).toBe(
        'postgres://from-file',
      );
      expect(faultsOf(() => loadConfiguration(settings, { env: { DATABASE_URL_FILE: `${file}x` } }))).toMatch(
        /DATABASE_URL_FILE=.*urlx: cannot be read \(ENOENT\)/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['a flag without a value, followed by another flag', ['--mllp', '--limit=3'], ['--mllp']],
    ['a stray word', ['--limit', '3', 'word'], ['word']],
    ['a short flag', ['-l', '--limit=3'], ['-l']],
    ['what follows --', ['--limit=3', '--', 'more'], ['--', 'more']],
    ['the same unknown flag with a value apart', ['--speed', '3', '--limit=3'], ['--speed', '3']],
  ])('reports %s', (_case, argv, names) => {
    const flagged = { ...settings, limit: { ...settings.limit, flag: 'limit' } };
    const load = () =>
      loadConfiguration(
        { ...flagged, feed: { ...settings.feed, flagText: (given: string) => given } },
        { env, argv },
      );
    expect(
      faultsOf(load)
        .split('\n')
        .map((line) => line.split(/[:=]/)[0]),
    ).toEqual(names);
  });

  it('reads a flag without a value as true', () => {
    const check = {
      check: setting('CHECK', trueOrFalse, { help: 'check', flag: 'check', fallback: 'false' }),
    };
    expect(loadConfiguration(check, { env: {}, argv: ['--check'] })).toEqual({ check: true });
  });

  it('never shows the value of a secret', () => {
    const secret = { key: setting('KEY', integer(0, 9), { help: 'a key', secret: true }) };
    expect(faultsOf(() => loadConfiguration(secret, { env: { KEY: 'hunter2' } }))).toBe(
      'KEY: give a whole number from 0 to 9',
    );
  });

  it('reads an integer within its bounds or reports a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (given) => {
        const run = () => loadConfiguration({ limit: settings.limit }, { env: { LIMIT: given } });
        const fault = faultsOf(run);
        if (fault === '') expect(run().limit).toBeGreaterThanOrEqual(1);
        else expect(fault).toContain('LIMIT=');
      }),
    );
  });

  it.each([
    ['[::1]:8440', { host: '::1', port: 8440 }],
    ['feed.hospital.nhs.uk:2575', { host: 'feed.hospital.nhs.uk', port: 2575 }],
  ])('reads the address %s', (given, expected) => {
    expect(loadConfiguration({ feed: settings.feed }, { env: { MLLP_ADDRESS: given } }).feed).toEqual(
      expected,
    );
  });

  it.each(['host', 'host:0', 'host:65536', ':8440', 'a b:1', 'host:port'])(
    'refuses the address %p',
    (given) => {
      expect(
        faultsOf(() => loadConfiguration({ feed: settings.feed }, { env: { MLLP_ADDRESS: given } })),
      ).toContain('give host:port');
    },
  );
});

describe('the settings of Kafka and PostgreSQL', () => {
  const connections = { ...kafkaSettings, ...databaseSettings };
  const load = (given: Record<string, string>) => loadConfiguration(connections, { env: given }, kafkaFaults);

  it('are read from addresses and a URL', () => {
    expect(
      load({ KAFKA_BROKERS: 'a:9092, [::1]:9093', DATABASE_URL: 'postgresql:///renwatch' }),
    ).toMatchObject({
      brokers: ['a:9092', '[::1]:9093'],
      databaseUrl: 'postgresql:///renwatch',
    });
  });

  it.each([
    [
      { KAFKA_BROKERS: 'kafka' },
      'KAFKA_BROKERS=kafka: give host:port, for example localhost:8440; "kafka" is not',
    ],
    [{ DATABASE_URL: 'host=db user=u' }, 'DATABASE_URL: give a URL such as postgres://'],
    [
      { KAFKA_REPLICATION: '1', KAFKA_MIN_INSYNC_REPLICAS: '2' },
      'KAFKA_REPLICATION=1: give at least 2: KAFKA_MIN_INSYNC_REPLICAS requires that many copies',
    ],
  ])('are refused with a remedy: %j', (given, message) => {
    expect(faultsOf(() => load(given as Record<string, string>))).toContain(message);
  });
});

describe('URLs and shares', () => {
  it.each([
    [webUrl, 'http://collector:4318', 'http://collector:4318'],
    [webUrl, ' https://collector/x ', 'https://collector/x'],
    [webUrl, '', undefined],
    [secureUrl, 'https://hc-ping.com/1', 'https://hc-ping.com/1'],
    [secureUrl, '', undefined],
    [share, '0', 0],
    [share, '.25', 0.25],
    [share, '1.0', 1],
  ])('are read: %#', (schema, given, value) => {
    expect(schema.parse(given)).toBe(value);
  });

  it.each([
    [webUrl, 'collector:4318', 'http:// or https://'],
    [webUrl, 'grpc://collector', 'http:// or https://'],
    [secureUrl, 'http://hc-ping.com/1', 'https://'],
    [share, '1.1', 'from 0 to 1'],
    [share, '-0.1', 'from 0 to 1'],
    [share, '10%', 'from 0 to 1'],
    [share, '1e-3', 'from 0 to 1'],
  ])('are refused with a remedy: %#', (schema, given, remedy) => {
    expect(schema.safeParse(given).error?.issues[0]?.message).toContain(remedy);
  });
});
