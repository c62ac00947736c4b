const { default: Sequencer } = require('@jest/test-sequencer');

/** From the longest: the whole stack, broker faults and time-outs, services on real servers, the rest. */
const RANKS = [
  /same-result|disturbed\.quick/,
  /libs\/kafka\/.*(?:faults|group)/,
  /\.(?:integration|service)\.spec/,
];

/** Starts the longest spec files first, so that no worker is left alone with one at the end. */
module.exports = class LongestFirstSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ path }) =>
      (RANKS.findIndex((pattern) => pattern.test(path)) + RANKS.length + 1) % (RANKS.length + 1);
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
