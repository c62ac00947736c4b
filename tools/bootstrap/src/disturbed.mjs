// npm run test:disturbed: set-up, each disturbance, then two minutes of torture with a fixed seed. With --only or --list, no torture.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';
import { nxProgram } from './packages/nx-program.mjs';
import { setUp } from './set-up.mjs';

const TORTURE = ['--minutes=2', '--seed=1'];

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const options = process.argv.slice(2);

const leaveSignals = endOnSignals({ say });
try {
  await setUp({ root, needsBroker: true });
} catch (error) {
  await endStarted();
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
leaveSignals();
const nx = nxProgram(root);

function run(target, args) {
  const { status } = spawnSync(process.execPath, [nx, 'run', target, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

run('e2e:disturbed', options);
if (!options.some((option) => /^--(only|list)\b/.test(option))) run('torture:run', TORTURE);
