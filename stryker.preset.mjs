import { fileURLToPath } from 'node:url';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/**
 * `default: return value satisfies never` in a switch cannot be reached: the type check proves it, and no spec can.
 */
const exhaustiveSwitches = {
  shouldIgnore({ node }) {
    const isNever = node.type === 'SwitchCase' && node.test === null && node.consequent[0]?.argument;
    if (isNever && isNever.typeAnnotation?.type === 'TSNeverKeyword')
      return 'the type check proves that this is not reached';
    return undefined;
  },
};
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'exhaustive-switches', exhaustiveSwitches),
];

/**
 * The mutation testing that pure libraries share. Stryker changes one expression at a time and runs the specs that reach it;
 * a change that no spec notices is a survivor: a missing test, needless code, or a line in the library's MUTANTS.md.
 * @param {string} project the library's folder, such as `libs/aki`
 * @param {{ slowSpecs?: string[] }} [own] patterns of specs that cost too much to run for every mutant
 * @returns {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default (project, { slowSpecs = [] } = {}) => {
  const results = `${project}/mutation-results`;
  return {
    mutate: [
      `${project}/src/**/*.ts`,
      ...['index.ts', '**/*.spec.ts', '**/*.spec-support.ts'].map((file) => `!${project}/src/${file}`),
    ],
    testRunner: 'jest',
    jest: {
      configFile: `${project}/jest.config.cjs`,
      config: {
        testPathIgnorePatterns: ['/node_modules/', ...slowSpecs],
        setupFiles: ['<rootDir>/../../stryker.setup.cjs'],
      },
    },
    plugins: ['@stryker-mutator/jest-runner', fileURLToPath(import.meta.url)],
    ignorers: ['exhaustive-switches'],
    coverageAnalysis: 'perTest',
    // A busy machine is no endless loop.
    timeoutMS: 20_000,
    concurrency: 1,
    // Only what the library's specs read is copied to where it is mutated.
    ignorePatterns: [
      '**',
      `!${project}/**`,
      `${project}/dist`,
      `${project}/out-tsc`,
      results,
      '!/*.cjs',
      '!/nx.json',
    ],
    incremental: true,
    incrementalFile: `${results}/incremental.json`,
    reporters: ['clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `${results}/report.html` },
    jsonReporter: { fileName: `${results}/report.json` },
    thresholds: { high: 95, low: 90, break: 90 },
    allowConsoleColors: false,
  };
};
