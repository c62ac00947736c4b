/**
 * Runs a goal of maven-dependency-plugin on a pom.xml of this repository, with Maven's ordinary configuration.
 * @param {object} options
 * @param {string} options.pom its `outputDirectory` property receives the folder
 * @param {'copy-dependencies' | 'unpack'} options.goal
 * @param {string} options.into
 * @param {string} options.what names the download in errors
 * @param {string} options.otherwise the way to do without it, as the end of a sentence
 * @param {(line: string) => void} options.say
 * @throws SetUpError if Maven is missing or cannot deliver
 */
export function runMaven({
  pom,
  goal,
  into,
  what,
  otherwise,
  say,
}: {
  pom: string;
  goal: 'copy-dependencies' | 'unpack';
  into: string;
  what: string;
  otherwise: string;
  say: (line: string) => void;
}): Promise<void>;
//# sourceMappingURL=run-maven.d.cts.map
