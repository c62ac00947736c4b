import { SetUpError } from '../../../libs/machine/src/index.cjs';

const OLDEST = [20, 11];
const TOO_NEW = 23;

/** @throws SetUpError if a part does not run on this Node; tfjs-node calls functions that Node 23 removed */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const old = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  if (!old && major < TOO_NEW) return;
  throw new SetUpError(
    `Node ${version} is too ${old ? 'old' : 'new'}: install Node 22, for example with \`nvm install 22\`; 20.11 or later works too`,
  );
}
