const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  globalSetup: '../../libs/testing/src/postgres/postgres-for-tests.setup.ts',
  globalTeardown: '../../libs/testing/src/postgres/postgres-for-tests.teardown.ts',
  testPathIgnorePatterns: ['\\.long\\.spec\\.ts$'],
  // No zone changes a stop, and the disturbed services are those of same-result.spec, which runs under each.
  zoneFree: ['early-stop\\.spec\\.ts$', 'disturbed\\.quick\\.spec\\.ts$'],
  // Each spec runs the whole stack.
  maxWorkers: 1,
  testTimeout: 400_000,
});
