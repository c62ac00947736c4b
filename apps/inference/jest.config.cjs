const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  // Typed arrays pass between jest's realm and TensorFlow.
  testEnvironment: require.resolve('../../libs/model/tfjs.environment.cjs'),
  testServers: ['postgres', 'kafka'],
});
