const { spawnSync } = require('node:child_process');
const { DetachedProcess } = require('./detached-process.cjs');
const { isInterrupted } = require('./end-on-signals.cjs');

const KEPT_OUTPUT = 20_000;
const LOOK_EVERY_MS = 1_000;
const PROGRESS_EVERY_MS = 10_000;
const ANSWER_LIMIT_MS = 60_000;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to this process's
 * @property {number} [limitSeconds] the program is ended after this
 * @property {number} [stallSeconds] the program is ended if `progress().amount` has not grown for this long
 * @property {() => { amount: number, text: string }} [progress] an amount that grows, and a text that shows it
 * @property {(line: string) => void} [say] receives that text every 10 s
 *
 * @typedef {object} RunResult
 * @property {boolean} ok
 * @property {number | null} code
 * @property {string} why the reason for ending it here, else empty
 * @property {string} output the last of it
 */

/**
 * Runs a program to its end and collects its output. Never resolves after a signal has interrupted this process.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
function runProgram(command, args, options = {}) {
  const { cwd, env, limitSeconds = 900, stallSeconds = Infinity, say } = options;
  const { progress = () => ({ amount: 0, text: '' }) } = options;
  const begunAt = Date.now();
  let output = '';
  let why = '';
  let amount = -1;
  let grownAt = begunAt;
  let shownAt = begunAt;
  const program = new DetachedProcess({
    command,
    args,
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    onOutput: (data) => (output = (output + data).slice(-KEPT_OUTPUT)),
  });
  /** @param {string} reason */
  const end = (reason) => {
    why = reason;
    program.signal('SIGKILL');
  };
  const look = () => {
    const now = Date.now();
    const seen = progress();
    if (seen.amount > amount) grownAt = now;
    amount = Math.max(amount, seen.amount);
    if (now - begunAt > limitSeconds * 1000) return end(`took longer than ${limitSeconds} s`);
    if (now - grownAt > stallSeconds * 1000) return end(`made no progress for ${stallSeconds} s`);
    if (now - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = now;
    say?.(`  … ${Math.round((now - begunAt) / 1000)} s${seen.text ? `, ${seen.text}` : ''}`);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return new Promise((resolve) => {
    void program.ended.then(({ code, error }) => {
      clearInterval(timer);
      if (error) output += error.message;
      if (!isInterrupted()) resolve({ ok: code === 0 && !why, code, why, output });
    });
  });
}

/** Returns true if a program is installed and answers. @param {string} command @param {readonly string[]} [args] */
const hasProgram = (command, args = ['--version']) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: ANSWER_LIMIT_MS }).status === 0;

module.exports = { hasProgram, runProgram };
