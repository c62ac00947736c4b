import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetUpError } from '../../../../libs/machine/src/index.cjs';
import {
  offlineTensorflow,
  platformProblem,
  wasUsedBefore,
} from '../../../offline-tensorflow/src/offline-tensorflow.mjs';
import { say } from '../output/say.mjs';
import { checkBackend } from './check-backend.mjs';
import { upstreamInstall } from './upstream-install.mjs';

const PACKAGE = '@tensorflow/tfjs-node';

/**
 * Makes tfjs-node's native part work: by the package's own download, or by tools/offline-tensorflow if that fails. On a
 * machine for which there is neither, tfjs computes in JavaScript.
 * @throws SetUpError if TensorFlow from Maven does not work where it should
 */
export async function setUpTfjs({ root }) {
  const packageFolder = packageFolderIn(root);
  const first = checkBackend(packageFolder);
  if (first.ok) return say(`tfjs-node: works, TensorFlow ${first.version} (checked in ${first.took})`);
  if (!wasUsedBefore() && (await ownDownloadWorks(packageFolder))) return;
  const problem = platformProblem();
  if (problem)
    return say(
      `tfjs-node: its own download failed, and ${problem}, which TensorFlow from Maven needs: the model runs in JavaScript, with the same answers, slower`,
    );
  say('tfjs-node: libtensorflow from Maven (tools/offline-tensorflow)');
  await offlineTensorflow({ packageFolder, say });
  const check = checkBackend(packageFolder);
  if (!check.ok) throw new SetUpError(`tfjs-node was set up from Maven but does not work: ${check.why}`);
  say(`tfjs-node: works, TensorFlow ${check.version}`);
}

function packageFolderIn(root) {
  try {
    const manifest = createRequire(path.join(root, 'package.json')).resolve(`${PACKAGE}/package.json`);
    return path.dirname(realpathSync(manifest));
  } catch (cause) {
    throw new SetUpError(`${PACKAGE} is missing: delete node_modules and start again`, { cause });
  }
}

async function ownDownloadWorks(packageFolder) {
  say('tfjs-node: its own download of libtensorflow');
  const failure = await upstreamInstall(packageFolder);
  const check = checkBackend(packageFolder);
  if (check.ok) say(`tfjs-node: works, TensorFlow ${check.version}`);
  else say(`  not available here: ${failure || check.why}`);
  return check.ok;
}
