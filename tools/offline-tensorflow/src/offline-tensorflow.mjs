import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../libs/machine/src/index.cjs';
import { buildAddon } from './build-addon.mjs';
import { LIBRARIES, libraries, VERSION } from './libraries.mjs';

/** The version in the file name whose presence keeps tfjs-node's own script from downloading again. */
const OWN_VERSION = '2.9.1';

const offlineCache = () => path.join(cacheFolder(), 'tensorflow');

/** Returns true if this machine has used Maven before, because tfjs-node's own download had failed. */
export const wasUsedBefore = () => existsSync(path.join(offlineCache(), VERSION));

/** Returns why the libraries cannot run on this machine; empty if they can. */
export function platformProblem() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `${process.platform} ${process.arch} is not linux x64`;
  if (!process.report.getReport().header.glibcVersionRuntime) return 'this Linux has no glibc';
  const cpu = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  return /^flags/m.test(cpu) && !/\bavx\b/.test(cpu) ? 'this CPU has no AVX' : '';
}

/**
 * Puts libtensorflow from Maven into tfjs-node's folder, with the addon compiled here.
 * @param {{ packageFolder: string, say: (line: string) => void }} options
 * @throws SetUpError with the remedy
 */
export async function offlineTensorflow({ packageFolder, say }) {
  const cache = offlineCache();
  const from = await libraries({ cache, say });
  const deps = path.join(packageFolder, 'deps');
  const lib = path.join(deps, 'lib');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(lib, { recursive: true });
  for (const name of readdirSync(from))
    place(path.join(from, name), path.join(LIBRARIES.includes(name) ? lib : deps, name));
  for (const target of LIBRARIES) {
    const name = `${target.split('.')[0].replace('_cc', '')}.so`;
    for (const link of [name, `${name}.${OWN_VERSION}`]) symlinkSync(target, path.join(lib, link));
  }
  await buildAddon({ packageFolder, cache, say });
}

/** A hard link needs no space; across file systems it must be a copy. */
function place(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}
