import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { helpText } from './command-line.cjs';
import { readConfiguration, readDespiteFaults } from './config';
import { ownFaults } from './own-faults.cjs';
import { serviceList } from '../parts/service-list';
import { wantedPorts } from '../ports/wanted-ports';

const here = mkdtempSync(path.join(tmpdir(), 'renwatch-stack-'));
for (const name of ['a.mllp', 'h.csv', 'm.json']) writeFileSync(path.join(here, name), '');
writeFileSync(path.join(here, 'url'), 'postgres://d');
afterAll(() => rmSync(here, { recursive: true }));

const read = (argv: string[] = [], env: Record<string, string> = {}) =>
  readConfiguration({ env: { INIT_CWD: here, ...env }, argv });

describe('the configuration of a stack', () => {
  it("resolves files from the user's folder, and the home from the checkout", () => {
    const configuration = read(['--messages=a.mllp', '--model', './m.json'], {
      HISTORY_CSV: path.join(here, 'h.csv'),
    });
    expect(configuration.messages).toBe(path.join(here, 'a.mllp'));
    expect(configuration.model).toBe(path.join(here, 'm.json'));
    expect(configuration.history).toBe(path.join(here, 'h.csv'));
    expect(configuration.home).toBe(path.join(configuration.root, '.renwatch'));
    expect(read([], { MODEL_SWITCH_FILE: 'switch' }).modelSwitchFile).toBe(path.join(here, 'switch'));
  });

  it('reads ports as addresses of this machine', () => {
    expect(read(['--mllp=9440', '--pager=9441'])).toMatchObject({
      mllpAddress: 'localhost:9440',
      pagerAddress: 'localhost:9441',
    });
  });

  it.each([
    [['--pager=nowhere'], 'PAGER_ADDRESS|--pager'],
    [['--without=gatway'], 'give some of gateway, inference, pager, simulator'],
    [['--frsh'], 'unknown flag'],
    [
      ['--messages=nowhere.mllp', '--aki=nowhere.csv'],
      '--messages .MESSAGES.=.* does not exist[^]*--aki .AKI_CSV.=.* does not exist',
    ],
    [['--aki=h.csv'], 'is for the figures that --once prints'],
    [['--once', '--mllp=9440'], "needs the simulator's stream"],
    [['--pager=nowhere', '--aki=nowhere.csv'], 'host:port[^]*--aki .AKI_CSV.=.* does not exist'],
  ])('refuses %j', (argv, message) => {
    expect(() => read(argv)).toThrow(new RegExp(message));
  });
});

describe('a command line', () => {
  it('is explained with every flag, its variable, and the other variables', () => {
    expect(helpText()).toMatch(/--once \(RENWATCH_ONCE\) +play the stream to its end/);
    expect(helpText()).toMatch(/KAFKA_PORT +port of the Kafka broker that is started \(14092\)/);
  });

  it.each<[argv: string[], env: Record<string, string>, faults: (string | RegExp)[]]>([
    [['--once', '--speed', 'max', '--messages=a.mllp', '--model=off'], {}, []],
    [['--frsh', 'now'], {}, [/^--frsh: unknown flag; known flags: --fresh, /, /^now: unknown flag/]],
    [['--aki=no.csv', '-x', '--once'], {}, [/^-x: unknown/, /^--aki \(AKI_CSV\)=.*does not exist/]],
    [
      ['--once=maybe'],
      { RENWATCH_FRESH: 'no' },
      [/^RENWATCH_FRESH=no: give true/, /^--once=maybe: give true/],
    ],
    [[], { MESSAGES: 'no.mllp', MODEL: 'off' }, [/^--messages \(MESSAGES\)=.*does not exist/]],
    [
      ['--without=simulator, gatway'],
      { LOG_LEVEL: 'loud' },
      [/^--without=simulator, gatway: give some of gateway/, /^LOG_LEVEL=loud: give one of trace, /],
    ],
    [['--pager', 'nowhere'], {}, ['--pager=nowhere: give host:port, for example localhost:8440']],
    [['--pager=70000'], {}, ['--pager=localhost:70000: give host:port, for example localhost:8440']],
    [[], { PAGER_ADDRESS: '[::1]:8441', MLLP_ADDRESS: 'a:1,b:2' }, []],
    [['--pager'], {}, [/^--pager=true: give host:port/]],
    [
      [],
      { KAFKA_PORT: '0', POSTGRES_PORT: '65536', GATEWAY_HTTP_PORT: ' 80 ', PAGER_HTTP_PORT: '8e3' },
      [/^KAFKA_PORT=0: give a whole number/, /^POSTGRES_PORT=65536: /, /^PAGER_HTTP_PORT=8e3: /],
    ],
    [['--once', '--mllp=9440'], {}, [/^--once: needs the simulator/]],
    [['--once'], { RENWATCH_WITHOUT: 'simulator' }, [/^--once: needs the simulator/]],
    [['--watch', '--without=pager,simulator'], {}, [/^--watch: watches what it starts; .* start pager too/]],
    [['--aki=h.csv'], {}, [/^--aki \(AKI_CSV\)=h.csv: is for the figures/]],
    [
      ['--fresh'],
      { DATABASE_URL_FILE: path.join(here, 'url') },
      [/^--fresh: cannot empty what DATABASE_URL/],
    ],
    [
      ['--fresh'],
      { KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://d' },
      [/KAFKA_BROKERS and DATABASE_URL/],
    ],
  ])('is checked alike before and after installing: %j %j', (argv, env, faults) => {
    const found = ownFaults({ argv, env, here });
    expect(found).toEqual(faults.map((fault) => expect.stringMatching(fault) as string));
    expect(readDespiteFaults({ argv, env: { INIT_CWD: here, ...env } }).faults).toEqual(found);
  });
});

describe('a faulty configuration', () => {
  it('keeps valid settings, so that the services can be checked', () => {
    const env = { INIT_CWD: here, KAFKA_PORT: 'none', MAX_FRAME_BYTES: '-1' };
    const argv = ['--pager', 'nowhere', '--frsh=1', '--aki=h.csv', '--mllp=9440'];
    const { configuration, faults } = readDespiteFaults({ env, argv });
    expect(faults).toHaveLength(4);
    expect(configuration).toMatchObject({
      kafkaPort: 14_092,
      pagerAddress: undefined,
      aki: undefined,
      mllpAddress: 'localhost:9440',
      environment: { MAX_FRAME_BYTES: '-1' },
    });
  });
});

describe('--fresh', () => {
  it.each([
    [{ DATABASE_URL: 'postgres://d' }, 'DATABASE_URL names'],
    [{ KAFKA_BROKERS: 'k:9092' }, 'KAFKA_BROKERS names'],
  ])('is refused if half of the state is elsewhere: %j', (env, message) => {
    expect(() => read(['--fresh'], env)).toThrow(new RegExp(`--fresh: cannot empty what ${message}`));
  });
});

describe('the ports of a stack', () => {
  const names = (configuration: ReturnType<typeof read>, simulator?: { mllp: number; pager: number }) =>
    wantedPorts(configuration, simulator).map(({ variable }) => variable);

  it('include every part, each with its variable', () => {
    expect(names(read(), { mllp: 8440, pager: 8441 })).toEqual([
      'KAFKA_PORT',
      'POSTGRES_PORT',
      'MLLP_LISTEN',
      'GATEWAY_HTTP_PORT',
      'INFERENCE_HTTP_PORT',
      'PAGER_HTTP_PORT',
      'SIMULATOR_MLLP_PORT',
      'SIMULATOR_PAGER_PORT',
      'SIMULATOR_HTTP_PORT',
    ]);
  });

  it('omit what runs elsewhere', () => {
    const env = { KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://d', MLLP_LISTEN: 'off' };
    expect(names(read(['--without=inference,pager'], env))).toEqual(['GATEWAY_HTTP_PORT']);
  });

  it('include the Prometheus of --watch', () => {
    expect(names(read(['--watch'])).at(-1)).toBe('PROMETHEUS_PORT');
  });

  it('include every form of MLLP_LISTEN', () => {
    const configuration = read([], {
      MLLP_LISTEN: '2575?name=a,127.0.0.1:2576,[::1]:2577?timezone=Europe/London',
    });
    const listened = wantedPorts(configuration, undefined).filter(
      ({ variable }) => variable === 'MLLP_LISTEN',
    );
    expect(listened.map(({ port }) => port)).toEqual([2575, 2576, 2577]);
  });
});

describe('the services of a stack', () => {
  it('receive their broker, database, feed and pager', () => {
    const list = serviceList({
      configuration: read(['--history=h.csv'], { MODEL: 'off' }),
      brokers: ['a:1', 'b:2'],
      databaseUrls: { inference: 'postgres://i@d', pager: 'postgres://p@d' },
      feed: 'localhost:8440',
      pager: 'localhost:8441',
    });
    expect(list.map(({ name }) => name)).toEqual(['inference', 'pager', 'gateway']);
    expect(list.every(({ env }) => env.KAFKA_BROKERS === 'a:1,b:2')).toBe(true);
    expect(list[0]?.env).toMatchObject({
      DATABASE_URL: 'postgres://i@d',
      HISTORY_CSV: path.join(here, 'h.csv'),
      MODEL: 'off',
      MODEL_SWITCH_FILE: path.join(read().home, 'model-switch'),
    });
    expect(list[1]?.env).toMatchObject({ DATABASE_URL: 'postgres://p@d', PAGER_ADDRESS: 'localhost:8441' });
    expect(list[2]?.env).toMatchObject({ MLLP_ADDRESS: 'localhost:8440', MLLP_LISTEN: '2575' });
  });
});
