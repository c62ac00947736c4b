// Plain Node without packages: set-up loads it before anything is installed.
const { cachedFolder, cacheFolder } = require('./cached-folder.cjs');
const { DetachedProcess } = require('./detached-process.cjs');
const { endOnSignals, endStarted, isInterrupted } = require('./end-on-signals.cjs');
const { processIdentity } = require('./process-identity.cjs');
const { runMaven } = require('./run-maven.cjs');
const { hasProgram, runProgram } = require('./run-program.cjs');
const { scrub, tail } = require('./scrub.cjs');
const { SetUpError } = require('./set-up.error.cjs');
const { signalGroup } = require('./signal-group.cjs');

module.exports = {
  cachedFolder,
  cacheFolder,
  DetachedProcess,
  endOnSignals,
  endStarted,
  hasProgram,
  isInterrupted,
  processIdentity,
  runMaven,
  runProgram,
  scrub,
  SetUpError,
  signalGroup,
  tail,
};
