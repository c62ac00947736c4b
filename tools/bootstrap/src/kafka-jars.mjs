// The Kafka broker's jars, fetched once from Maven into a cache outside the checkout.
// Plain Node without packages: it also runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const KAFKA_VERSION = '4.1.1';
const SCALA_VERSION = '2.13';
const SLF4J_VERSION = '1.7.36';
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const MIN_JAVA = 17;
/** Without one of these a download was not whole, whatever Maven answered. */
const INDISPENSABLE = [
  `kafka_${SCALA_VERSION}-${KAFKA_VERSION}.jar`,
  `kafka-clients-${KAFKA_VERSION}.jar`,
  `kafka-server-${KAFKA_VERSION}.jar`,
  `slf4j-simple-${SLF4J_VERSION}.jar`,
];
const OWN_BROKER = 'or set KAFKA_BROKERS to use a broker that runs already';

/** A fault of the machine that its user can mend; the message says how. */
export class KafkaJarsError extends Error {
  name = 'KafkaJarsError';
}

/** Where downloads are kept: RENWATCH_CACHE, or the user's cache folder. */
export function defaultCacheFolder(env = process.env) {
  return env.RENWATCH_CACHE || path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'renwatch');
}

/**
 * Finds Java, from JAVA_HOME or the PATH.
 * @returns {Promise<{ command: string, major: number }>}
 * @throws {KafkaJarsError} when there is none, or it is too old
 */
export async function ensureJava(env = process.env) {
  const command = env.JAVA_HOME ? path.join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const remedy =
    `Install Java ${MIN_JAVA} or newer (Debian, Ubuntu: apt install openjdk-${MIN_JAVA}-jre-headless; ` +
    `macOS: brew install openjdk@${MIN_JAVA}), ${OWN_BROKER}.`;
  const { code, output } = await run(command, ['-version']).catch((error) => {
    throw new KafkaJarsError(`Java was not found (${command}: ${error.code ?? error.message}). ${remedy}`);
  });
  const version = /version "(?:1\.)?(\d+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined) {
    throw new KafkaJarsError(`${command} -version failed: ${output.trim().slice(0, 200)}. ${remedy}`);
  }
  if (Number(version) < MIN_JAVA) {
    throw new KafkaJarsError(`Java ${version} is too old for Kafka ${KAFKA_VERSION} (${command}). ${remedy}`);
  }
  return { command, major: Number(version) };
}

/**
 * The folder with the broker's jars, fetched if it is not there whole: every jar is compared with the SHA-256 written
 * down when Maven, which checks what it downloads, delivered it.
 * @param {{ cacheFolder?: string, say?: (line: string) => void }} [options]
 * @returns {Promise<string>} a folder for `java -cp '<folder>/*'`
 * @throws {KafkaJarsError} when Maven is missing or could not deliver
 */
export async function ensureKafkaJars({ cacheFolder = defaultCacheFolder(), say = () => {} } = {}) {
  const home = path.join(cacheFolder, `kafka-${KAFKA_VERSION}`);
  if (await isWhole(home)) return path.join(home, 'lib');

  await ensureJava();
  await mkdir(cacheFolder, { recursive: true });
  const fetched = path.join(cacheFolder, `.kafka-${KAFKA_VERSION}-${randomUUID()}`);
  try {
    say(`Fetching Kafka ${KAFKA_VERSION} (43 MB) through Maven into ${home}`);
    await fetchJars(fetched);
    await writeManifest(fetched);
    await putInPlace(fetched, home);
  } finally {
    await rm(fetched, { recursive: true, force: true });
  }
  return path.join(home, 'lib');
}

async function isWhole(home) {
  try {
    const manifest = JSON.parse(await readFile(path.join(home, 'manifest.json'), 'utf8'));
    const names = Object.keys(manifest.sha256);
    if (INDISPENSABLE.some((jar) => !names.includes(jar))) return false;
    const hashes = await Promise.all(names.map((name) => sha256(path.join(home, 'lib', name))));
    return names.every((name, index) => hashes[index] === manifest.sha256[name]);
  } catch {
    return false;
  }
}

async function writeManifest(home) {
  const lib = path.join(home, 'lib');
  const names = (await readdir(lib)).sort();
  const missing = INDISPENSABLE.filter((jar) => !names.includes(jar));
  if (missing.length > 0) throw new KafkaJarsError(`Maven did not deliver ${missing.join(', ')}: try again.`);
  const hashes = await Promise.all(names.map((name) => sha256(path.join(lib, name))));
  const manifest = {
    kafka: KAFKA_VERSION,
    sha256: Object.fromEntries(names.map((name, i) => [name, hashes[i]])),
  };
  await writeFile(path.join(home, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function fetchJars(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'pom.xml'), pom());
  const goal = [`${DEPENDENCY_PLUGIN}:copy-dependencies`, '-DincludeScope=runtime', '-DoutputDirectory=lib'];
  // --strict-checksums: a jar that does not match its checksum is an error, not a warning.
  const { code, output } = await run('mvn', ['-B', '--strict-checksums', ...goal], { cwd: folder }).catch(
    (error) => {
      throw new KafkaJarsError(
        `Maven was not found (mvn: ${error.code ?? error.message}); the Kafka broker is fetched with it. ` +
          `Install it (Debian, Ubuntu: apt install maven; macOS: brew install maven), ${OWN_BROKER}.`,
      );
    },
  );
  if (code !== 0) {
    const reason = output.split('\n').find((line) => line.includes('[ERROR]')) ?? output.trim().slice(-500);
    throw new KafkaJarsError(
      `Maven could not fetch Kafka ${KAFKA_VERSION}: ${reason.trim().slice(0, 500)} ` +
        `(check that Maven Central, or the mirror in ~/.m2/settings.xml, can be reached), ${OWN_BROKER}.`,
    );
  }
}

/** A rename is all or nothing. If another process was faster, its folder serves as well. */
async function putInPlace(fetched, home) {
  const aside = `${fetched}-replaced`;
  if (await stat(home).catch(() => undefined)) {
    if (await isWhole(home)) return;
    await rename(home, aside).catch(() => undefined);
  }
  try {
    await rename(fetched, home);
  } catch (error) {
    if (!(await isWhole(home))) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function pom() {
  const dependency = (group, artifact, version) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>renwatch</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    ${dependency('org.apache.kafka', `kafka_${SCALA_VERSION}`, KAFKA_VERSION)}
    ${dependency('org.slf4j', 'slf4j-simple', SLF4J_VERSION)}
  </dependencies>
</project>
`;
}

function sha256(file) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(file)
      .on('error', reject)
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => resolve(hash.digest('hex')));
  });
}

function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-100_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

// As a program: progress on stderr, one JSON line { libFolder, java } on stdout. CommonJS code calls it this way.
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const java = await ensureJava();
    const libFolder = await ensureKafkaJars({ say: (line) => console.error(line) });
    console.log(JSON.stringify({ libFolder, java: java.command }));
  } catch (error) {
    console.error(error instanceof KafkaJarsError ? error.message : error);
    process.exitCode = 1;
  }
}
