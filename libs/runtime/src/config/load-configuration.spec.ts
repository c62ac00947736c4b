import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ConfigurationError } from './configuration.error';
import { databaseSettings } from './database-settings';
import { kafkaFaults, kafkaSettings } from './kafka-settings';
import { loadConfiguration } from './load-configuration';
import { setting } from './setting';

const settings = {
  feed: setting.hostPort('MLLP_ADDRESS', {
    describe: 'the feed to dial',
    flag: 'mllp',
    flagText: (port) => `localhost:${port}`,
    fallback: 'simulator:8440',
  }),
  limit: setting.integer('LIMIT', { describe: 'a limit', min: 1, max: 10, fallback: '5' }),
  database: setting.text('DATABASE_URL', { describe: "the database's URL", secret: true }),
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
  it('takes fallbacks where nothing, or an empty variable, is given', () => {
    expect(loadConfiguration(settings, { env: { ...env, LIMIT: '' } })).toEqual({
      feed: { host: 'simulator', port: 8440 },
      limit: 5,
      database: env.DATABASE_URL,
    });
  });

  it('tells of what is wrong between settings together with what is wrong with one', () => {
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
      '--speed=3: is not a flag here; there are --mllp',
      'MLLP_ADDRESS=nowhere: give host:port, for example localhost:8440',
      'LIMIT=11: give a whole number from 1 to 10',
      "DATABASE_URL: is not set; give the database's URL",
    ]);
  });

  it('reads a secret from the file that VARIABLE_FILE names, and says when it cannot', () => {
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

  it('never shows the value of a secret', () => {
    const secret = { key: setting.integer('KEY', { describe: 'a key', min: 0, max: 9, secret: true }) };
    expect(faultsOf(() => loadConfiguration(secret, { env: { KEY: 'hunter2' } }))).toBe(
      'KEY: give a whole number from 0 to 9',
    );
  });

  it('either reads an integer inside its bounds or faults, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (text) => {
        const run = () => loadConfiguration({ limit: settings.limit }, { env: { LIMIT: text } });
        const fault = faultsOf(run);
        if (fault === '') expect(run().limit).toBeGreaterThanOrEqual(1);
        else expect(fault).toContain('LIMIT=');
      }),
    );
  });

  it.each([
    ['[::1]:8440', { host: '::1', port: 8440 }],
    ['feed.hospital.nhs.uk:2575', { host: 'feed.hospital.nhs.uk', port: 2575 }],
  ])('reads the address %s', (text, expected) => {
    expect(loadConfiguration({ feed: settings.feed }, { env: { MLLP_ADDRESS: text } }).feed).toEqual(
      expected,
    );
  });

  it.each(['host', 'host:0', 'host:65536', ':8440', 'a b:1', 'host:port'])(
    'refuses the address %p',
    (text) => {
      expect(
        faultsOf(() => loadConfiguration({ feed: settings.feed }, { env: { MLLP_ADDRESS: text } })),
      ).toContain('give host:port');
    },
  );
});

describe('where Kafka and PostgreSQL are', () => {
  const connections = { ...kafkaSettings, ...databaseSettings };
  const load = (given: Record<string, string>) => loadConfiguration(connections, { env: given }, kafkaFaults);

  it('is read from addresses and a URL', () => {
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
      'KAFKA_BROKERS=kafka: give host:port, for example localhost:8440; kafka is none',
    ],
    [{ DATABASE_URL: 'host=db user=u' }, 'DATABASE_URL: give a URL such as postgres://'],
    [
      { KAFKA_REPLICATION: '1', KAFKA_MIN_INSYNC_REPLICAS: '2' },
      'KAFKA_REPLICATION=1: give at least 2: KAFKA_MIN_INSYNC_REPLICAS asks for that many copies',
    ],
  ])('is refused with the remedy: %j', (given, message) => {
    expect(faultsOf(() => load(given as Record<string, string>))).toContain(message);
  });
});
