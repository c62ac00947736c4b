const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  testServers: ['postgres'],
  testPathIgnorePatterns: ['\\.long\\.spec\\.ts$'],
  // Each spec runs the whole stack.
  maxWorkers: 1,
  testTimeout: 400_000,
});
