const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, { testEnvironment: require.resolve('./tfjs.environment.cjs') });
