const path = require('node:path');
const preset = require('../../jest.preset.cjs');

const forTests = path.join(__dirname, '../../libs/testing/src/postgres/kafka-and-postgres-for-tests');

module.exports = preset(__dirname, {
  globalSetup: `${forTests}.setup.ts`,
  globalTeardown: `${forTests}.teardown.ts`,
  testTimeout: 60_000,
});
