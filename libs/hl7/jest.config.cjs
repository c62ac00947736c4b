const preset = require('../../jest.preset.cjs');

// What is large there is not its times.
module.exports = preset(__dirname, { zoneFree: ['large-message\\.spec\\.ts$'] });
