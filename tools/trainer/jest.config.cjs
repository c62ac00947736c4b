const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  testEnvironment: require.resolve('@renwatch/model/jest-environment'),
  testPathIgnorePatterns: ['\\.long\\.spec\\.ts$'],
});
