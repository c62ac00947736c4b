import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetUpError } from '../../../../libs/machine/src/index.cjs';
import { compiler, NO_COMPILER } from '../machine/compiler.mjs';
import { say } from '../process/say.mjs';
import { buildAddon } from './build-addon.mjs';
import { checkBackend } from './check-backend.mjs';
import { cachedLibraries, fetchLibraries } from './library-cache.mjs';
import { sourcesFor } from './pins.mjs';
import { placeLibraries } from './place-libraries.mjs';
import { platformProblem } from './platform-problem.mjs';
import { upstreamInstall } from './upstream-install.mjs';

const PACKAGE = '@tensorflow/tfjs-node';
const HELP =
  "what helps: access to the download that tfjs-node's install script makes, or Maven or pip with access to their registries and g++ on Linux x86_64";

/**
 * Makes tfjs-node's native part work: the package's own download first, and where that fails libtensorflow out of a
 * registry's package with the addon compiled here. Checked by a real product.
 * @throws SetUpError where neither way works
 */
export async function setUpTfjs({ root, cache }) {
  const packageFolder = packageFolderIn(root);
  const first = checkBackend(packageFolder);
  if (first.ok) return say(`tfjs-node: works, TensorFlow ${first.version} (checked in ${first.took})`);
  const own = path.join(cache, 'tfjs');
  const problem = platformProblem();
  const ready = problem ? undefined : sourcesFor().find((source) => cachedLibraries(source, own));
  // What is in the cache came there because the package's own download had failed on this machine.
  if (!ready && (await upstreamWorks(packageFolder))) return;
  if (problem) throw new SetUpError(`tfjs-node cannot be set up: ${problem}; ${HELP}`);
  await fromRegistry({ packageFolder, cache: own, ready });
}

function packageFolderIn(root) {
  try {
    const manifest = createRequire(path.join(root, 'package.json')).resolve(`${PACKAGE}/package.json`);
    return path.dirname(realpathSync(manifest));
  } catch (cause) {
    throw new SetUpError(`${PACKAGE} is missing: delete node_modules and start again`, { cause });
  }
}

async function upstreamWorks(packageFolder) {
  say('tfjs-node: its own download of libtensorflow');
  const failure = await upstreamInstall(packageFolder);
  const check = checkBackend(packageFolder);
  if (check.ok) say(`tfjs-node: works, TensorFlow ${check.version}`);
  else say(`  not to be had here: ${failure || check.why}`);
  return check.ok;
}

async function fromRegistry({ packageFolder, cache, ready }) {
  say('tfjs-node: libtensorflow from a package registry');
  if (!compiler() && !ready) throw new SetUpError(NO_COMPILER);
  const failures = [];
  for (const source of [...(ready ? [ready] : []), ...sourcesFor().filter((one) => one !== ready)]) {
    try {
      const libraries = source === ready ? path.join(cache, source.id) : await fetchLibraries(source, cache);
      if (source === ready) say(`  in the cache, hash checked: ${source.what}`);
      placeLibraries(packageFolder, libraries);
      await buildAddon({ packageFolder, libraries, cache });
      const check = checkBackend(packageFolder);
      if (!check.ok) throw new SetUpError(`the addon was built but does not work: ${check.why}`);
      return say(`tfjs-node: works, TensorFlow ${check.version}`);
    } catch (error) {
      if (!(error instanceof SetUpError) && !error.code) throw error;
      say(`  ${source.client}: ${error.message}${error.detail ? `\n${error.detail}` : ''}`);
      failures.push(`${source.client}: ${error.message}`);
    }
  }
  throw new SetUpError(`tfjs-node cannot be set up (${failures.join('; ')}); ${HELP}`);
}
