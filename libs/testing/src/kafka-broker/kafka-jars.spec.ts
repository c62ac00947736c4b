import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROGRAM = `
  const { findJava, kafkaJars } = require(${JSON.stringify(path.join(__dirname, 'kafka-jars.cjs'))});
  const say = (line) => console.log(line);
  findJava()
    .then((java) => kafkaJars({ say, hashes: process.env.HASHES }).then((jars) => console.log(JSON.stringify({ java, jars }))))
    .catch((error) => { console.error(error.message); process.exitCode = 1; });`;

describe('the jars of the Kafka broker', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-jars-'));
    mkdirSync(path.join(folder, 'bin'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Looks for the jars on a machine that has only these commands. */
  function run(commands: Record<string, string>) {
    for (const [name, script] of Object.entries(commands)) {
      const file = path.join(folder, 'bin', name);
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
    }
    const hashes = path.join(folder, 'jars.sha256');
    writeFileSync(hashes, `${createHash('sha256').update('x\n').digest('hex')}  a.jar\n`);
    const env = {
      PATH: path.join(folder, 'bin'),
      RENWATCH_CACHE: path.join(folder, 'cache'),
      HASHES: hashes,
    };
    return spawnSync(process.execPath, ['-e', PROGRAM], { env, encoding: 'utf8' });
  }

  const JAVA = `echo 'openjdk version "21.0.2" 2024-01-16' >&2`;
  /** Does what Maven would: puts a jar into -DoutputDirectory, and then what the test adds. */
  const maven = (afterwards: string) =>
    `[ "$1" = --version ] && exit; for arg; do case $arg in -DoutputDirectory=*) echo x > "\${arg#*=}/a.jar";; esac; done; ${afterwards}`;

  it.each([
    ['no Java', {}, /^Java was not found .*Install Java 17 or newer/],
    [
      'an old Java',
      { java: `echo 'java version "1.8.0_392"' >&2` },
      /^Java 8 is too old for Kafka .*Install Java 17/,
    ],
    ['no Maven', { java: JAVA }, /^Maven was not found.*apt install maven/],
    [
      'no network',
      { java: JAVA, mvn: maven('echo "[ERROR] Unknown host"; exit 1') },
      /^Maven could not fetch .*Unknown host/,
    ],
  ])('names the remedy in one line for %s', (_, commands, message) => {
    const { status, stderr } = run(commands as Record<string, string>);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('KAFKA_BROKERS');
  });

  it.each([
    ['another jar', 'echo y > "${into}/a.jar"'],
    ['a jar more', 'echo x > "${into}/b.jar"'],
    ['no jar', 'rm "${into}/a.jar"'],
  ])('refuses a download with %s than the list has', (_, change) => {
    const into = 'for arg; do case $arg in -DoutputDirectory=*) into="${arg#*=}";; esac; done';
    const { status, stderr } = run({ java: JAVA, mvn: maven(`${into}; PATH=/bin:/usr/bin; ${change}`) });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Maven delivered other files .* \([ab]\.jar\)/);
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([]);
  });

  it('fetches once, and never uses an interrupted download', () => {
    expect(run({ java: JAVA, mvn: maven('exit 1') }).status).toBe(1);
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([]);
    const fetched = run({ java: JAVA, mvn: maven('') });
    expect(fetched.stdout).toContain('fetching');
    const { java, jars } = JSON.parse(fetched.stdout.trim().split('\n').at(-1) ?? '') as Record<
      string,
      string
    >;
    expect(java).toBe('java');
    expect(readdirSync(jars ?? '')).toEqual(['a.jar']);
    expect(run({ java: JAVA, mvn: 'exit 1' }).stdout).not.toContain('fetching');
  });
});
