// The one process supervisor. Plain Node without packages: set-up loads it before anything is installed.
const { DetachedProcess } = require('./detached-process.cjs');
const { endOnSignals, endStarted, isInterrupted } = require('./end-on-signals.cjs');
const { processIdentity } = require('./process-identity.cjs');
const { hasProgram, runProgram } = require('./run-program.cjs');
const { signalGroup } = require('./signal-group.cjs');

module.exports = {
  DetachedProcess,
  endOnSignals,
  endStarted,
  hasProgram,
  isInterrupted,
  processIdentity,
  runProgram,
  signalGroup,
};
