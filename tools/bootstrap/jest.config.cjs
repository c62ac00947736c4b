const preset = require('../../jest.preset.cjs');

const [swc] = Object.values(preset(__dirname).transform);

// ES modules without packages: jest runs them translated to CommonJS.
module.exports = preset(__dirname, {
  testMatch: ['<rootDir>/src/**/*.spec.mjs'],
  transform: { '^.+\\.mjs$': swc },
});
