const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  testServers: ['kafka'],
  // These specs wait for brokers and sessions far more than they compute.
  maxWorkers: 2,
});
