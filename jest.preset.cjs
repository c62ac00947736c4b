const path = require('node:path');

const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  // `import()` stays what it is, so that a CommonJS spec can load an ES module.
  module: { type: 'commonjs', ignoreDynamic: true },
  sourceMaps: 'inline',
};

/**
 * The jest configuration every project shares.
 * @param {string} projectRoot the folder of the project's jest.config.cjs
 * @param {import('jest').Config & { zoneFree?: string[] }} [own] what this project sets itself; `zoneFree` are patterns
 *   of long specs that no time zone can change, which `npm test` runs under its first zone only
 * @returns {import('jest').Config}
 */
module.exports = (projectRoot, { zoneFree = [], testPathIgnorePatterns = [], ...own } = {}) => ({
  displayName: path.basename(projectRoot),
  rootDir: projectRoot,
  testEnvironment: 'node',
  // Workspace packages resolve to their TypeScript sources: no build before a test.
  testEnvironmentOptions: { customExportConditions: ['@renwatch/source', 'node', 'require', 'default'] },
  transform: { '^.+\\.[cm]?ts$': ['@swc/jest', swc] },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  reporters: ['default', path.join(__dirname, 'tools/bootstrap/src/jest-counts-reporter.cjs')],
  passWithNoTests: true,
  // For a busy machine: what waits for a condition says itself, sooner, what it waited for.
  testTimeout: 60_000,
  testPathIgnorePatterns: [
    '/node_modules/',
    ...testPathIgnorePatterns,
    ...(process.env.TEST_ROUND === 'later' ? zoneFree : []),
  ],
  ...own,
});
