import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { DEFAULT_FEED_CHOICES } from '@renwatch/intake';
import { anySettings, configurationFaults, type CertificateFiles, TestAuthority } from '@renwatch/testing';
import { readGatewayConfiguration } from './config';

const load = (env: Record<string, string>, argv: string[] = []) => readGatewayConfiguration({ env, argv });
const faultsOf = (env: Record<string, string>, argv: string[] = []) =>
  configurationFaults(() => load(env, argv));

describe('readGatewayConfiguration', () => {
  it('listens on 2575 and writes to a local broker by default', () => {
    const { feeds, kafkaBrokers } = load({});
    expect(kafkaBrokers).toEqual(['localhost:9092']);
    expect(feeds).toEqual([
      {
        ...DEFAULT_FEED_CHOICES,
        direction: 'listened',
        name: 'listen-2575',
        host: '0.0.0.0',
        port: 2575,
        timezone: 'UTC',
        authority: 'local',
        charset: undefined,
        acknowledgements: 'auto',
        rejectWith: 'AR',
        idleTimeoutMs: 3_600_000,
      },
    ]);
  });

  it('reads several feeds, each with its own options and the defaults', () => {
    const { feeds } = load({
      MLLP_LISTEN:
        '2575?name=lab&timezone=Europe/London&charset=8859/1&rejectWith=AE&idleTimeoutMs=60000, [::1]:2576',
      MLLP_ADDRESS: 'simulator:8440,ris:2000?authority=RRK&reconnectOnSilenceMs=300000',
      ASSIGNING_AUTHORITY: 'TRUST',
      FEED_TIMEZONE: 'Pacific/Auckland',
    });
    expect(feeds).toMatchObject([
      {
        name: 'lab',
        host: '0.0.0.0',
        port: 2575,
        timezone: 'Europe/London',
        authority: 'TRUST',
        charset: '8859/1',
        rejectWith: 'AE',
        idleTimeoutMs: 60_000,
      },
      { name: 'listen-2576', host: '::1', port: 2576, timezone: 'Pacific/Auckland', rejectWith: 'AR' },
      { direction: 'dialled', name: 'simulator:8440', host: 'simulator', port: 8440, rejectWith: 'AA' },
      { direction: 'dialled', name: 'ris:2000', authority: 'RRK', reconnectOnSilenceMs: 300_000 },
    ]);
  });

  it.each([
    ['--mllp=9440', { host: 'localhost', port: 9440, name: 'localhost:9440' }],
    ['--mllp=ward:9440', { host: 'ward', port: 9440 }],
    ['--mllp=9440?name=course', { host: 'localhost', port: 9440, name: 'course' }],
  ])('prefers %s to MLLP_ADDRESS', (flag, expected) => {
    const { feeds } = load({ MLLP_LISTEN: 'off', MLLP_ADDRESS: 'other:1' }, [flag]);
    expect(feeds).toHaveLength(1);
    expect(feeds[0]).toMatchObject(expected);
  });

  it('reports every fault at once', () => {
    const faults = faultsOf({
      MLLP_LISTEN: '99999,2575?timezone=Mars/Base&name=a b&colour=red',
      MLLP_ADDRESS: 'nowhere',
      ASSIGNING_AUTHORITY: 'a|b',
      FEED_TIMEZONE: 'here',
      MAX_CONNECTIONS: '0',
      KAFKA_BROKERS: ',',
    });
    expect(faults.map((fault) => fault.split('=')[0])).toEqual([
      'KAFKA_BROKERS',
      'MLLP_LISTEN',
      'MLLP_ADDRESS',
      'ASSIGNING_AUTHORITY',
      'FEED_TIMEZONE',
      'MAX_CONNECTIONS',
    ]);
    expect(faults[1]).toContain('99999: give a port, or host:port');
    expect(faults[1]).toContain('timezone: give an IANA time zone');
    expect(faults[1]).toContain('name: give a name');
    expect(faults[1]).toContain('colour: is not an option');
  });

  it.each([
    [{ MLLP_LISTEN: 'off' }, /leaves no feed/],
    [{ MLLP_LISTEN: '2575?name=a,2576?name=a' }, /=a: names two feeds/],
    [{ MLLP_LISTEN: '2575?name=a,2575?name=b' }, /0\.0\.0\.0:2575: is given twice/],
    [{ MAX_BYTES_IN_FLIGHT: '2000000' }, /MAX_BYTES_IN_FLIGHT=2000000: give at least 4194304/],
    [{ KAFKA_MAX_WAITING_BYTES: '84017151' }, /KAFKA_MAX_WAITING_BYTES=84017151: give at least 84017152/],
    [{ MAX_FRAME_BYTES: '8388608' }, /KAFKA_MAX_WAITING_BYTES=134217728: give at least 167903232/],
    [{ KAFKA_MIN_INSYNC_REPLICAS: '2' }, /KAFKA_REPLICATION=1: give at least 2/],
    [{ MLLP_LISTEN: '2575?reconnectOnSilenceMs=5' }, /reconnectOnSilenceMs: is not an option/],
    [{ MLLP_LISTEN: '2575?charset=klingon' }, /charset: give a character set/],
    [{ MLLP_LISTEN: '2575?tls=maybe' }, /tls: give one of on, off/],
    [{ MLLP_LISTEN: '2575?tlsName=lab' }, /tlsName: is not an option/],
    [{ MLLP_LISTEN: '2575?allowFrom=10.1.0.0/33' }, /allowFrom.*give a network/],
    [{ MLLP_LISTEN: '2575?allowFrom=hospital' }, /allowFrom.*give a network/],
    [{ MLLP_ADDRESS: 'lab:1?allowFrom=10.0.0.0/8' }, /allowFrom: is not an option/],
    [{ MLLP_LISTEN: '2575?clientSubjects=lab' }, /clientSubjects: needs tls=on/],
    [{ MLLP_LISTEN: '2575?rejectWith=NO' }, /rejectWith: give one of AA, AE, AR/],
  ])('refuses %j', (env, fault) => {
    expect(faultsOf(env).join('\n')).toMatch(fault);
  });

  describe('with a feeds file', () => {
    let folder: string;
    const fileOf = async (text: string) => {
      const file = join(folder, 'feeds.yaml');
      await writeFile(file, text);
      return file;
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'renwatch-feeds-'));
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('reads its feeds beside dialled ones, and listens nowhere else', async () => {
      const text = 'feeds: [{ name: lab, listen: 2600, processingIds: [T], acknowledgements: original }]';
      const { feeds } = load({
        FEEDS_FILE: await fileOf(text),
        MLLP_ADDRESS: 'ris:1',
        FEED_TIMEZONE: 'Europe/Rome',
      });
      expect(feeds).toMatchObject([
        { name: 'ris:1', acknowledgements: 'auto' },
        {
          name: 'lab',
          port: 2600,
          rejectWith: 'AR',
          timezone: 'Europe/Rome',
          processingIds: ['T'],
          acknowledgements: 'original',
        },
      ]);
    });

    it('reports its faults beside those of other settings', async () => {
      const FEEDS_FILE = await fileOf('feeds: [{ name: lab, listen: 1, timezone: Mars }]');
      const faults = faultsOf({ FEEDS_FILE, MLLP_LISTEN: 'here', MAX_CONNECTIONS: '0' });
      expect(faults).toHaveLength(3);
      expect(faults.join('\n')).toContain(
        'FEEDS_FILE feeds[0].timezone, line 1=Mars: give an IANA time zone',
      );
    });

    it('refuses a name or port that a short form has too', async () => {
      const FEEDS_FILE = await fileOf('feeds: [{ name: lab, listen: 2575 }]');
      expect(faultsOf({ FEEDS_FILE, MLLP_LISTEN: '2575?name=lab' })).toEqual([
        'MLLP_LISTEN and FEEDS_FILE=lab: names two feeds; give each its own name',
        'MLLP_LISTEN and FEEDS_FILE=0.0.0.0:2575: is given twice; give each feed its own port',
      ]);
    });

    it('refuses a file that cannot be read', () => {
      const FEEDS_FILE = join(folder, 'none.yaml');
      expect(faultsOf({ FEEDS_FILE })).toEqual([
        `FEEDS_FILE=${FEEDS_FILE}: cannot be read (ENOENT); name a readable file`,
      ]);
    });
  });

  it('either loads or names each fault with its remedy', () => {
    const names = [
      ...['MLLP_LISTEN', 'MLLP_ADDRESS', 'ASSIGNING_AUTHORITY', 'FEED_TIMEZONE', 'KAFKA_BROKERS'],
      ...['MAX_FRAME_BYTES', 'MAX_BYTES_IN_FLIGHT', 'KAFKA_PARTITIONS', 'HTTP_PORT', 'LOG_LEVEL'],
    ];
    fc.assert(
      fc.property(anySettings(names), (env) => {
        for (const fault of faultsOf(env)) expect(fault).toMatch(/^[A-Z][A-Za-z_ ]+(=[^]*)?: ./);
      }),
    );
  });
});

describe('the TLS settings of a feed', () => {
  let folder: string;
  let files: CertificateFiles;
  let tlsEnv: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'renwatch-tls-'));
    const authority = await TestAuthority.create();
    files = await authority.issueFiles(folder, { host: 'renwatch' });
    tlsEnv = { MLLP_TLS_CERT: files.certFile, MLLP_TLS_KEY: files.keyFile, MLLP_TLS_CA: files.caFile };
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is off unless asked for, and uses shared files or its own', () => {
    const own = `tlsCert=${files.certFile}&tlsKey=${files.keyFile}&tlsCa=${files.caFile}`;
    const { feeds } = load({
      ...tlsEnv,
      MLLP_LISTEN: `2575,2576?tls=on,2577?${own}`,
      MLLP_ADDRESS: 'lab:1?tls=on&tlsName=lab.example,ward:2',
    });
    const shared = { ...files, serverName: undefined };
    expect(feeds.map(({ tls }) => tls)).toEqual([
      undefined,
      shared,
      shared,
      { ...files, serverName: 'lab.example' },
      undefined,
    ]);
  });

  it('refuses files that are missing, not named, empty or do not fit', async () => {
    const stranger = await TestAuthority.create();
    const others = await stranger.issueFiles(join(folder, 'others'), { host: 'stranger' });
    await writeFile(join(folder, 'empty'), '');
    const listen = [
      `1?name=gone&tls=on&tlsCa=${folder}/gone`,
      `2?name=foreign&tls=on&tlsKey=${others.keyFile}`,
      `3?name=empty&tls=on&tlsCert=${folder}/empty`,
    ];
    expect(faultsOf({ ...tlsEnv, MLLP_LISTEN: listen.join() })).toEqual([
      `MLLP_LISTEN=gone: tlsCa: ${folder}/gone cannot be read (ENOENT); name a readable file`,
      `MLLP_LISTEN=foreign: tlsKey: ${others.keyFile} is not the key of ${files.certFile}; give its key, in PEM`,
      `MLLP_LISTEN=empty: tlsCert: ${folder}/empty holds no certificate; give a PEM certificate`,
    ]);
    expect(faultsOf({ MLLP_ADDRESS: 'lab:1?tls=on' })).toEqual([
      'MLLP_ADDRESS=lab:1: tlsCert: not given; name a file, here or in MLLP_TLS_CERT',
    ]);
  });
});
