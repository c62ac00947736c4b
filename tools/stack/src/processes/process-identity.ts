import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const ASK_LIMIT_MS = 5_000;
const ASK_AGAIN_MS = 5;
/** In /proc/<pid>/stat, counted behind the command's closing bracket: when the process began, in ticks since boot. */
const START_TICKS = 19;

/**
 * What tells a process from a later one with the same id: when it began, and its command line. Undefined where none
 * runs (a zombie counts as none).
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

async function fromProc(pid: number): Promise<string | undefined> {
  const giveUpAtMs = performance.now() + ASK_LIMIT_MS;
  try {
    for (;;) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
      if (command !== '' || performance.now() > giveUpAtMs) return `${fields[START_TICKS]} ${command}`;
      // For a moment after its start a process has no command line yet.
      await pause(ASK_AGAIN_MS);
    }
  } catch {
    return undefined;
  }
}

async function fromPs(pid: number): Promise<string | undefined> {
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
