const preset = require('../../jest.preset.cjs');

/** Specs that train on whole files, for minutes; `npm test` leaves them out. */
module.exports = preset(__dirname, {
  testEnvironment: require.resolve('@renwatch/model/jest-environment'),
  testMatch: ['<rootDir>/src/**/*.long.spec.ts'],
  testTimeout: 600_000,
});
