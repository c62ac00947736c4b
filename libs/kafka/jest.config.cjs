const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  globalSetup: '../testing/src/kafka-broker/kafka-for-tests.setup.ts',
  globalTeardown: '../testing/src/kafka-broker/kafka-for-tests.teardown.ts',
  testTimeout: 60_000,
});
