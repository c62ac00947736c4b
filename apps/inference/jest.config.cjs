const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  // Typed arrays pass between jest's realm and TensorFlow.
  testEnvironment: require.resolve('../../libs/model/tfjs.environment.cjs'),
  globalSetup: '../../libs/testing/src/postgres/kafka-and-postgres-for-tests.setup.ts',
  globalTeardown: '../../libs/testing/src/postgres/kafka-and-postgres-for-tests.teardown.ts',
  testTimeout: 60_000,
});
