// Plain Node without packages: set-up also fetches the jars, before anything is installed.
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { cachedFolder, runMaven, runProgram, SetUpError } = require('../../../machine/src/index.cjs');

const POM = path.resolve(__dirname, '../../pom.xml');
/** Written by `sha256sum *.jar` in the folder that Maven has filled. */
const HASHES = path.resolve(__dirname, '../../kafka-jars.sha256');
const KEY_LENGTH = 12;
const MIN_JAVA = 17;
const OTHERWISE = 'or set KAFKA_BROKERS to use a broker that already runs';

/**
 * Returns the command that runs Java, from JAVA_HOME or the PATH.
 * @returns {Promise<string>}
 * @throws SetUpError if Java is missing or too old
 */
async function findJava(env = process.env) {
  const java = env.JAVA_HOME ? path.join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const { ok, output } = await runProgram(java, ['-version']);
  const version = ok ? /version "(?:1\.)?(\d+)/.exec(output)?.[1] : undefined;
  if (Number(version) >= MIN_JAVA) return java;
  const fault = version ? `Java ${version} is too old for Kafka (${java})` : `Java was not found (${java})`;
  throw new SetUpError(
    `${fault}. Install Java ${MIN_JAVA} or newer (Debian, Ubuntu: apt install openjdk-${MIN_JAVA}-jre-headless; ` +
      `macOS: brew install openjdk@${MIN_JAVA}), ${OTHERWISE}.`,
  );
}

/**
 * Returns the folder with the broker's jars, for `java -cp '<folder>/*'`. Maven fetches them if the cache does not have
 * those of this pom.xml.
 * @param {{ say: (line: string) => void, hashes?: string }} options `hashes`: for tests, another list
 * @returns {Promise<string>}
 * @throws SetUpError if Maven is missing, cannot deliver, or delivers something else
 */
function kafkaJars({ say, hashes = HASHES }) {
  const key = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, KEY_LENGTH);
  return cachedFolder({
    name: `kafka-${key}`,
    fill: async (into) => {
      say('Kafka: fetching the broker (43 MB) through Maven');
      await runMaven({
        ...{
          pom: POM,
          goal: 'copy-dependencies',
          into,
          product: 'the Kafka broker',
          otherwise: OTHERWISE,
          say,
        },
      });
      checkHashes(into, hashes);
    },
  });
}

/**
 * Checks that a folder holds the files of a list, byte for byte, and no others.
 * @param {string} folder
 * @param {string} list
 * @throws SetUpError
 */
function checkHashes(folder, list) {
  const found = readdirSync(folder).map((name) => {
    const bytes = readFileSync(path.join(folder, name));
    return `${createHash('sha256').update(bytes).digest('hex')}  ${name}`;
  });
  const expected = readFileSync(list, 'utf8').split('\n').filter(Boolean);
  const differing = [
    ...found.filter((line) => !expected.includes(line)),
    ...expected.filter((line) => !found.includes(line)),
  ];
  if (differing.length === 0) return;
  const names = [...new Set(differing.map((line) => line.split('  ')[1]))].join(', ');
  throw new SetUpError(
    `Maven delivered other files for the Kafka broker than ${path.basename(list)} lists (${names}): check the mirror in ` +
      `~/.m2/settings.xml, ${OTHERWISE}.`,
  );
}

module.exports = { findJava, kafkaJars };
