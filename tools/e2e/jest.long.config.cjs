const preset = require('../../jest.preset.cjs');

/** Specs that take minutes; `npm test` leaves them out. */
module.exports = preset(__dirname, {
  testMatch: ['<rootDir>/src/**/*.long.spec.ts'],
  maxWorkers: 1,
  testTimeout: 240_000,
});
