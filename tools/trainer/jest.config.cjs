const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  testEnvironment: require.resolve('@renwatch/model/jest-environment'),
  // What they train on is read and dated by libs that run under each zone.
  zoneFree: ['course-data\\.spec\\.ts$', 'run\\.spec\\.ts$'],
});
