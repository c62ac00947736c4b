const { existsSync, readdirSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const path = require('node:path');

/** Projects to run; all without it. `--selectProjects` of jest would start the test servers of the others too. */
const selected = process.env.TEST_PROJECTS?.split(',');
/** Patterns of spec files to leave out. */
const ignored = process.env.TEST_IGNORED?.split(' ') ?? [];

const projects = ['apps', 'libs', 'tools']
  .flatMap((house) => readdirSync(path.join(__dirname, house)).map((name) => ({ house, name })))
  .filter(({ name }) => selected?.includes(name) ?? true)
  .map(({ house, name }) => path.join(__dirname, house, name, 'jest.config.cjs'))
  .filter((file) => existsSync(file))
  .map((file) => ({ ...require(file) }));

// jest runs a set-up that projects share once, with the configuration of one of them: it is told the servers of all.
const testServers = Object.assign({}, ...projects.map(({ globals }) => globals?.testServers));
for (const project of projects) {
  project.testPathIgnorePatterns = [...project.testPathIgnorePatterns, ...ignored];
  if (project.globals) project.globals = { ...project.globals, testServers };
  // jest takes these for a whole run only.
  for (const option of ['passWithNoTests', 'maxWorkers', 'testTimeout']) delete project[option];
}

/** Projects in one run, which share its workers and transformed files: for `npm test`. */
module.exports = {
  rootDir: __dirname,
  projects,
  reporters: ['default', '<rootDir>/tools/bootstrap/src/results/counts-reporter.cjs'],
  testSequencer: '<rootDir>/tools/bootstrap/src/results/longest-first.sequencer.cjs',
  // Many specs wait for a broker or a session far more than they compute. jest takes no share above 100%.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  // Native add-ons that specs load stay in a worker's memory.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
};
