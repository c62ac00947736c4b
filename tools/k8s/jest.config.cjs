const preset = require('../../jest.preset.cjs');

// What is rendered and checked holds no time.
module.exports = preset(__dirname, { zoneFree: ['manifests\\.spec\\.ts$'] });
