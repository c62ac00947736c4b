const { hasProgram, runProgram } = require('./run-program.cjs');
const { scrub } = require('./scrub.cjs');
const { SetUpError } = require('./set-up.error.cjs');

/**
 * Runs a goal of maven-dependency-plugin on a pom.xml of this repository, with Maven's ordinary configuration.
 * @param {object} options
 * @param {string} options.pom its `outputDirectory` property receives the folder
 * @param {'copy-dependencies' | 'unpack'} options.goal
 * @param {string} options.into
 * @param {string} options.product names the download in errors
 * @param {string} options.otherwise the way to do without it, as the end of a sentence
 * @param {(line: string) => void} options.say
 * @throws SetUpError if Maven is missing or cannot deliver
 */
async function runMaven({ pom, goal, into, product, otherwise, say }) {
  if (!hasProgram('mvn')) {
    throw new SetUpError(
      `Maven was not found; it fetches ${product}. Install it (Debian, Ubuntu: apt install maven; macOS: brew install maven), ${otherwise}.`,
    );
  }
  // --strict-checksums: a file that does not match its checksum is an error, not a warning.
  const args = [
    '-B',
    '-q',
    '--strict-checksums',
    '-f',
    pom,
    `dependency:${goal}`,
    `-DoutputDirectory=${into}`,
  ];
  const { ok, output, why } = await runProgram('mvn', args, { say });
  if (ok) return;
  const reason = why || output.split('\n').find((line) => line.includes('[ERROR]')) || output.slice(-500);
  throw new SetUpError(
    `Maven could not fetch ${product}: ${scrub(reason).trim().slice(0, 500)} ` +
      `(check that Maven Central, or the mirror in ~/.m2/settings.xml, can be reached), ${otherwise}.`,
  );
}

module.exports = { runMaven };
