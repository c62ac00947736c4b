const preset = require('../../jest.preset.cjs');

module.exports = preset(__dirname, {
  testEnvironment: require.resolve('@renwatch/model/jest-environment'),
  // They read dates only through libraries, whose own specs run in each zone.
  zoneFree: ['course-data\\.spec\\.ts$', 'run\\.spec\\.ts$'],
});
