import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runProgram, SetUpError, tail } from '../../../../libs/machine/src/index.cjs';
import { say, seconds } from '../output/say.mjs';
import { sourceFingerprint } from './source-fingerprint.mjs';

const PROJECTS = [
  'apps/gateway',
  'apps/inference',
  'apps/pager',
  'apps/simulator',
  'tools/stack',
  'tools/cli',
];
const SHOWN_LINES = 60;

/**
 * Builds what `npm start` and `npx renwatch` run, unless the build is up to date.
 * @throws SetUpError with the compiler's output
 */
export async function buildServices(root, { quietIfBuilt = false } = {}) {
  const record = path.join(root, 'node_modules', '.renwatch-build');
  if (readRecord(record) === sourceFingerprint(root)) {
    if (!quietIfBuilt) say('build: nothing has changed');
    return;
  }
  const begun = Date.now();
  say('build');
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const configurations = PROJECTS.map((project) => `${project}/tsconfig.lib.json`);
  const { ok, output } = await runProgram(process.execPath, [tsc, '-b', ...configurations], {
    cwd: root,
    say,
  });
  if (!ok)
    throw new SetUpError('the build failed: fix the errors below', { detail: tail(output, SHOWN_LINES) });
  writeFileSync(record, sourceFingerprint(root));
  say(`build: done in ${seconds(begun)}`);
}

function readRecord(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
