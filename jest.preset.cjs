const path = require('node:path');

const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
/** Packages that are ES modules or use `import()`: jest loads them as CommonJS, with `import()` as `require`. */
const esModules = '(?:hyparquet|@opentelemetry/otlp-exporter-base)';

/**
 * The jest configuration every project shares.
 * @param {string} projectRoot the folder of the project's jest.config.cjs
 * @param {import('jest').Config & { testServers?: ('kafka' | 'postgres')[] }} [own] the project's own settings;
 *   `testServers` are started before its specs, which find them with `testKafkaBrokers()` and in TEST_DATABASE_URL
 * @returns {import('jest').Config}
 */
module.exports = (projectRoot, { testServers, testPathIgnorePatterns = [], ...own } = {}) => ({
  displayName: path.basename(projectRoot),
  rootDir: projectRoot,
  testEnvironment: 'node',
  // Workspace packages resolve to their TypeScript sources: no build before a test.
  testEnvironmentOptions: { customExportConditions: ['@renwatch/source', 'node', 'require', 'default'] },
  transform: {
    '^.+\\.[cm]?ts$': ['@swc/jest', swc],
    [`/node_modules/${esModules}.*\\.js$`]: ['@swc/jest', { ...swc, jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!${esModules})`],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  passWithNoTests: true,
  // Generous, for a busy machine: whatever waits for a condition fails earlier and names the condition.
  testTimeout: 60_000,
  testPathIgnorePatterns: ['/node_modules/', ...testPathIgnorePatterns],
  ...(testServers && {
    globals: {
      testProject: path.basename(projectRoot),
      testServers: { [path.basename(projectRoot)]: testServers },
    },
    globalSetup: path.join(__dirname, 'libs/testing/src/jest/global-setup.ts'),
    globalTeardown: path.join(__dirname, 'libs/testing/src/jest/global-teardown.ts'),
  }),
  ...own,
});
