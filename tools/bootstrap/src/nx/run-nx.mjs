import path from 'node:path';
import { isInterrupted, signalGroup, spawnGroup } from '../process/child-groups.mjs';
import { say } from '../process/say.mjs';
import { failedTasks } from './failed-tasks.mjs';

const QUIET_MS = 20_000;
/** No task takes nearly so long: one that does hangs, and would hold up whoever waits for the result. */
const SILENCE_LIMIT_MS = 10 * 60_000;
const LOOK_EVERY_MS = 1_000;
const KEPT_OUTPUT = 1_000_000;
/** The line Nx prints for each task that has ended. */
const ENDED_TASK = /^\s*[✔✖]\s+nx run /gm;

/** No daemon, no cloud, no questions, and output that reads the same with and without a terminal. */
const ENVIRONMENT = {
  CI: 'true',
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_TUI: 'false',
  NX_INTERACTIVE: 'false',
  FORCE_COLOR: '0',
};

/**
 * Runs Nx and shows its output as it comes: a line for what went well, everything of what failed. While nothing is shown
 * for `quietMs`, it says that it is still at it.
 * @returns {Promise<{ ok: boolean, failed: string[], output: string }>} `failed`: the tasks that failed, as `project:target`
 */
export function runNx(root, args, { env = {}, show = true, quietMs = QUIET_MS } = {}) {
  return new Promise((resolve) => {
    const nx = path.join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
    const child = spawnGroup(process.execPath, [nx, ...args], {
      cwd: root,
      env: { ...ENVIRONMENT, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let heardAt = Date.now();
    let toldAt = heardAt;
    const timer = setInterval(() => {
      const now = Date.now();
      if (now - heardAt > SILENCE_LIMIT_MS) {
        say(`  nothing was heard for ${SILENCE_LIMIT_MS / 60_000} minutes: ending it`);
        signalGroup(child, 'SIGKILL');
      }
      if (now - Math.max(show ? heardAt : 0, toldAt) < quietMs) return;
      toldAt = now;
      say(`  … still at it, ${output.match(ENDED_TASK)?.length ?? 0} tasks done`);
    }, LOOK_EVERY_MS);
    const hear = (data) => {
      heardAt = Date.now();
      output = (output + data).slice(-KEPT_OUTPUT);
      if (show) process.stdout.write(data);
    };
    const done = (code) => {
      clearInterval(timer);
      if (!isInterrupted())
        resolve({ ok: code === 0, failed: code === 0 ? [] : failedTasks(output), output });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => {
      hear(`${error.message}\n`);
      done(-1);
    });
    child.on('close', done);
  });
}
