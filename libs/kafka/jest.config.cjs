const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  globalSetup: '../testing/src/kafka-broker/kafka-for-tests.setup.ts',
  globalTeardown: '../testing/src/kafka-broker/kafka-for-tests.teardown.ts',
  testTimeout: 60_000,
  // These specs wait for brokers and sessions far more than they compute.
  maxWorkers: 2,
});
