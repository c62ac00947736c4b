const path = require('node:path');
const preset = require('../../jest.preset.cjs');

const forTests = path.join(__dirname, '../../libs/testing/src/postgres/kafka-and-postgres-for-tests');

module.exports = preset(__dirname, {
  // Typed arrays pass between jest's realm and TensorFlow.
  testEnvironment: require.resolve('../../libs/model/tfjs.environment.cjs'),
  globalSetup: `${forTests}.setup.ts`,
  globalTeardown: `${forTests}.teardown.ts`,
  testTimeout: 60_000,
});
