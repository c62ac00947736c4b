const { randomUUID } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

const VARIABLE = 'RENWATCH_RUNS';
const SEPARATOR = ',';
const GRACE_MS = 3_000;
const POLL_MS = 50;

const ownMark = randomUUID();
const inherited = process.env[VARIABLE];

/** Marks everything this command starts, however far it detaches itself: processes inherit the environment. */
function markProcesses() {
  process.env[VARIABLE] = inherited ? inherited + SEPARATOR + ownMark : ownMark;
}

/**
 * Returns the ids of the processes that carry a mark; none on a system without /proc.
 * @param {{ proc?: string, mark?: string }} [options]
 * @returns {number[]}
 */
function markedProcesses({ proc = '/proc', mark = ownMark } = {}) {
  try {
    return readdirSync(proc)
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((name) => marksOf(`${proc}/${name}/environ`).includes(mark))
      .map(Number);
  } catch {
    return [];
  }
}

/** @param {string} environFile @returns {string[]} */
function marksOf(environFile) {
  try {
    const variables = readFileSync(environFile, 'utf8').split('\0');
    const marks = variables.find((variable) => variable.startsWith(`${VARIABLE}=`)) ?? '';
    return marks.slice(VARIABLE.length + 1).split(SEPARATOR);
  } catch {
    return []; // it has ended, or belongs to somebody else
  }
}

/** Ends the processes that left their group: SIGTERM, then SIGKILL. */
async function endMarked() {
  signalEach(markedProcesses(), 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  while (markedProcesses().length > 0 && performance.now() < deadline) await pause(POLL_MS);
  signalEach(markedProcesses(), 'SIGKILL');
}

/** @param {number[]} pids @param {NodeJS.Signals} signal */
function signalEach(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

module.exports = { endMarked, markedProcesses, markProcesses };
