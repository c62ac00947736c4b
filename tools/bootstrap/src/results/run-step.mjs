import { DetachedProcess, isInterrupted } from '../../../../libs/machine/src/index.cjs';
import { say, seconds } from '../output/say.mjs';

const QUIET_MS = 20_000;
/** No step is silent for nearly so long unless it hangs, and a hanging step would hold up whoever waits for the result. */
const SILENCE_LIMIT_MS = 10 * 60_000;
const LOOK_EVERY_MS = 1_000;
const KEPT_OUTPUT = 1_000_000;

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
 * Runs a Node program as one step of the test command and says when it begins and ends. A step of its own shows its
 * output as it comes (`show`); one that runs beside others shows it at the end, and only if it failed. While nothing is
 * shown for `quietMs`, it says that it is still running. Never resolves after a signal has interrupted this process.
 * @param {string} name what a person calls the step
 * @param {string[]} args the program's file and its arguments
 * @returns {Promise<{ name: string, ok: boolean, output: string }>}
 */
export async function runStep(name, args, { root, env = {}, show = false, quietMs = QUIET_MS }) {
  const begunAt = Date.now();
  let output = '';
  let heardAt = begunAt;
  let reportedAt = begunAt;
  const hear = (data) => {
    heardAt = Date.now();
    output = (output + data).slice(-KEPT_OUTPUT);
    if (show) process.stdout.write(data);
  };
  say(name);
  const step = new DetachedProcess({
    command: process.execPath,
    args,
    cwd: root,
    env: { ...process.env, ...ENVIRONMENT, ...env },
    onOutput: hear,
  });
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - heardAt > SILENCE_LIMIT_MS) {
      say(`  ${name}: no output for ${SILENCE_LIMIT_MS / 60_000} minutes; ending it`);
      step.signal('SIGKILL');
    }
    if (now - Math.max(show ? heardAt : 0, reportedAt) < quietMs) return;
    reportedAt = now;
    say(`  … ${name}: still running`);
  }, LOOK_EVERY_MS);
  const { code, error } = await step.ended;
  clearInterval(timer);
  if (error) hear(`${error.message}\n`);
  if (isInterrupted()) return new Promise(() => {});
  const ok = code === 0;
  if (!ok && !show) process.stdout.write(output);
  say(`${name}: ${ok ? 'done' : 'FAILED'} after ${seconds(begunAt)}`);
  return { name, ok, output };
}
