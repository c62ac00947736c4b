// Plain Node without packages: set-up also fetches the jars, before anything is installed.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { cachedFolder, runMaven, runProgram, SetUpError } = require('../../../machine/src/index.cjs');

const POM = path.resolve(__dirname, '../../pom.xml');
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
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<string>}
 * @throws SetUpError if Maven is missing or cannot deliver
 */
function kafkaJars({ say }) {
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
    },
  });
}

module.exports = { findJava, kafkaJars };
