import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const VARIABLE = 'RENWATCH_RUNS';
const SEPARATOR = ',';
const GRACE_MS = 3_000;
const POLL_MS = 50;

const ownMark = randomUUID();
const inherited = process.env[VARIABLE];

/** Makes everything this command starts recognisable, however far it detaches itself: the environment is inherited. */
export function markProcesses() {
  process.env[VARIABLE] = inherited ? inherited + SEPARATOR + ownMark : ownMark;
}

/** The processes that carry a mark; where there is no /proc, none. */
export function markedProcesses({ proc = '/proc', mark = ownMark } = {}) {
  let entries;
  try {
    entries = readdirSync(proc);
  } catch {
    return [];
  }
  return entries
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => marksOf(`${proc}/${name}/environ`).includes(mark))
    .map(Number);
}

function marksOf(environFile) {
  try {
    const variables = readFileSync(environFile, 'utf8').split('\0');
    const own = variables.find((one) => one.startsWith(`${VARIABLE}=`)) ?? '';
    return own.slice(VARIABLE.length + 1).split(SEPARATOR);
  } catch {
    return []; // it has ended, or is somebody else's
  }
}

/** Ends the processes that left their group: SIGTERM, then SIGKILL. @returns how many there were */
export async function endMarked() {
  const found = markedProcesses();
  signalEach(found, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (markedProcesses().length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  signalEach(markedProcesses(), 'SIGKILL');
  return found.length;
}

function signalEach(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
