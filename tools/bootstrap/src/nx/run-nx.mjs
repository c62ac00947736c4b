import path from 'node:path';
import { DetachedProcess, isInterrupted } from '../../../../libs/machine/src/index.cjs';
import { say } from '../output/say.mjs';
import { failedTasks } from './failed-tasks.mjs';

const QUIET_MS = 20_000;
/** No task takes nearly so long: one that does hangs. */
const SILENCE_LIMIT_MS = 10 * 60_000;
const LOOK_EVERY_MS = 1_000;
const KEPT_OUTPUT = 1_000_000;
/** Matches the line that Nx prints for each task that has ended. */
const ENDED_TASK = /^\s*[✔✖]\s+nx run /gm;

/** No daemon, no cloud, no questions, and the same output with and without a terminal. */
const ENVIRONMENT = {
  CI: 'true',
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_TUI: 'false',
  NX_INTERACTIVE: 'false',
  FORCE_COLOR: '0',
};

/**
 * Runs Nx and shows its output as it comes: a line for each success, everything of each failure. While nothing is shown for
 * `quietMs`, reports how many tasks are done. Never resolves after a signal has interrupted this process.
 * @returns {Promise<{ ok: boolean, failed: string[], output: string }>} `failed`: the tasks that failed, as `project:target`
 */
export async function runNx(root, args, { env = {}, show = true, quietMs = QUIET_MS } = {}) {
  let output = '';
  let heardAt = Date.now();
  let shownAt = heardAt;
  const hear = (data) => {
    heardAt = Date.now();
    output = (output + data).slice(-KEPT_OUTPUT);
    if (show) process.stdout.write(data);
  };
  const nx = new DetachedProcess({
    command: process.execPath,
    args: [path.join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), ...args],
    cwd: root,
    env: { ...process.env, ...ENVIRONMENT, ...env },
    onOutput: hear,
  });
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - heardAt > SILENCE_LIMIT_MS) {
      say(`  no output for ${SILENCE_LIMIT_MS / 60_000} minutes: ending it`);
      nx.signal('SIGKILL');
    }
    if (now - Math.max(show ? heardAt : 0, shownAt) < quietMs) return;
    shownAt = now;
    say(`  … still at it, ${output.match(ENDED_TASK)?.length ?? 0} tasks done`);
  }, LOOK_EVERY_MS);
  const { code, error } = await nx.ended;
  clearInterval(timer);
  if (error) hear(`${error.message}\n`);
  if (isInterrupted()) return new Promise(() => {});
  return { ok: code === 0, failed: code === 0 ? [] : failedTasks(output), output };
}
