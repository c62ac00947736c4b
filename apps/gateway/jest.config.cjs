const preset = require('../../jest.preset.cjs');

// How senders send, and how much, holds no time.
module.exports = preset(__dirname, {
  zoneFree: ['hostile-feed\\.integration\\.spec\\.ts$', 'read-frame\\.spec\\.ts$'],
});
