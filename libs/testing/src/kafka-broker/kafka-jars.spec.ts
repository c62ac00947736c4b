import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workspaceRoot } from '../workspace/workspace-root';

const PROGRAM = path.join(workspaceRoot(), 'tools', 'bootstrap', 'src', 'kafka-jars.mjs');

describe('kafka-jars', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-jars-'));
    mkdirSync(path.join(folder, 'bin'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A machine whose only commands are these. */
  function run(commands: Record<string, string>) {
    for (const [name, script] of Object.entries(commands)) {
      const file = path.join(folder, 'bin', name);
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
    }
    const env = { PATH: path.join(folder, 'bin'), RENWATCH_CACHE: path.join(folder, 'cache') };
    return spawnSync(process.execPath, [PROGRAM], { env, encoding: 'utf8' });
  }

  const JAVA = `echo 'openjdk version "21.0.2" 2024-01-16' >&2`;
  /** Delivers what Maven would, each "jar" with its name for content. */
  const deliver = (jars: string[]) => jars.map((jar) => `echo ${jar} > lib/${jar};`).join(' ');
  const WHOLE = [
    'kafka_2.13-4.1.1.jar',
    'kafka-clients-4.1.1.jar',
    'kafka-server-4.1.1.jar',
    'slf4j-simple-1.7.36.jar',
  ];
  const fetching = (...jars: string[]) => ({ java: JAVA, mvn: `/bin/mkdir -p lib; ${deliver(jars)}` });

  it.each([
    ['no Java', {}, /^Java was not found .*Install Java 17 or newer/],
    [
      'an old Java',
      { java: `echo 'java version "1.8.0_392"' >&2` },
      /^Java 8 is too old for Kafka .*Install Java 17/,
    ],
    ['no Maven', { java: JAVA }, /^Maven was not found .*apt install maven/],
    [
      'no network',
      { java: JAVA, mvn: 'echo "[ERROR] Unknown host"; exit 1' },
      /^Maven could not fetch .*Unknown host/,
    ],
  ])('tells in one line what to do about %s', (_, commands, message) => {
    const { status, stderr, stdout } = run(commands as Record<string, string>);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    const lines = stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('Fetching'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
    expect(lines[0]).toContain('KAFKA_BROKERS');
  });

  it('fetches once, and again only when a jar is missing or is not what was fetched', () => {
    const lib = path.join(folder, 'cache', 'kafka-4.1.1', 'lib');
    const fetches = () => run(fetching(...WHOLE)).stderr.includes('Fetching');
    expect(JSON.parse(run(fetching(...WHOLE)).stdout)).toEqual({ libFolder: lib, java: 'java' });
    expect(fetches()).toBe(false);
    rmSync(path.join(lib, WHOLE[1] as string));
    expect(fetches()).toBe(true);
    writeFileSync(path.join(lib, WHOLE[2] as string), 'half');
    expect(fetches()).toBe(true);
    expect(fetches()).toBe(false);
  });

  it('never uses a delivery that is not whole', () => {
    const { status, stderr } = run(fetching(...WHOLE.slice(1)));
    expect(status).toBe(1);
    expect(stderr).toContain('Maven did not deliver kafka_2.13-4.1.1.jar');
    expect(run(fetching(...WHOLE)).status).toBe(0);
  });
});
