import { cachedFolder } from './cached-folder.cjs';
import { cacheFolder } from './cached-folder.cjs';
import { DetachedProcess } from './detached-process.cjs';
import { endOnSignals } from './end-on-signals.cjs';
import { endStarted } from './end-on-signals.cjs';
import { hasProgram } from './run-program.cjs';
import { isInterrupted } from './end-on-signals.cjs';
import { processIdentity } from './process-identity.cjs';
import { runMaven } from './run-maven.cjs';
import { runProgram } from './run-program.cjs';
import { scrub } from './scrub.cjs';
import { SetUpError } from './set-up.error.cjs';
import { signalGroup } from './signal-group.cjs';
import { tail } from './scrub.cjs';
export {
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
//# sourceMappingURL=index.d.cts.map
