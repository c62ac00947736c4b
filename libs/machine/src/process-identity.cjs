const { execFile } = require('node:child_process');
const { readFile } = require('node:fs/promises');
const { setTimeout: pause } = require('node:timers/promises');
const { promisify } = require('node:util');

const ASK_LIMIT_MS = 5_000;
const RETRY_MS = 5;
/** In /proc/<pid>/stat, counted after the command's closing bracket: when the process began, in ticks since boot. */
const START_TICKS = 19;

/**
 * Returns when a process began and its command line, which together tell it from a later process with the same id.
 * Undefined if none runs; a zombie counts as none.
 * @param {number} pid
 * @returns {Promise<string | undefined>}
 */
async function processIdentity(pid) {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** @param {number} pid */
async function fromProc(pid) {
  const deadline = performance.now() + ASK_LIMIT_MS;
  try {
    for (;;) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
      if (command !== '' || performance.now() > deadline) return `${fields[START_TICKS]} ${command}`;
      // For a moment after its start a process has no command line yet.
      await pause(RETRY_MS);
    }
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
async function fromPs(pid) {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const args = ['-ww', '-o', 'stat=,lstart=,args=', '-p', String(pid)];
    const { stdout } = await promisify(execFile)('ps', args, { env, timeout: ASK_LIMIT_MS });
    const [state = '', ...rest] = stdout.trim().split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : rest.join(' ');
  } catch {
    return undefined;
  }
}

module.exports = { processIdentity };
