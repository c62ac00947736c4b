const preset = require('../../jest.preset.cjs');

/** What takes minutes, and is no part of `npm test`. */
module.exports = preset(__dirname, {
  testMatch: ['<rootDir>/src/**/*.long.spec.ts'],
  maxWorkers: 1,
  testTimeout: 240_000,
});
