// npm run test:disturbed: each disturbance, then two minutes of torture with a fixed seed. With --only or --list, no torture.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nxProgram } from './packages/nx-program.mjs';

const TORTURE = ['--minutes=2', '--seed=1'];

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const options = process.argv.slice(2);

let nx;
try {
  nx = nxProgram(root);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function run(target, args) {
  const { status } = spawnSync(process.execPath, [nx, 'run', target, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

run('e2e:disturbed', options);
if (!options.some((option) => /^--(only|list)\b/.test(option))) run('torture:run', TORTURE);
