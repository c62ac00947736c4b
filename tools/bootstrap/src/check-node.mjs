import { SetUpError } from '../../../libs/machine/src/index.cjs';

/** The versions that all of Renwatch was tried on: each major version from this minor one. `engines` says the same. */
export const TRIED = [
  [20, 11],
  [22, 0],
];

/** @throws SetUpError if Renwatch was not tried on this Node; tfjs-node calls functions that Node 23 removed */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (TRIED.some(([triedMajor, least]) => major === triedMajor && minor >= least)) return;
  throw new SetUpError(
    `Node ${version} is not supported: install Node 22, for example with \`nvm install 22\`; 20.11 or a later 20 works too`,
  );
}
