const preset = require('../../jest.preset.cjs');

// How senders send holds no time.
module.exports = preset(__dirname, { zoneFree: ['hostile-feed\\.integration\\.spec\\.ts$'] });
