import { readFileSync } from 'node:fs';

/** Linux gives times in this unit to every program, whatever the kernel's own. */
const TICKS_PER_SECOND = 100;
/** Places of utime and stime behind the command's name, which ends at the last parenthesis. */
const [USER, SYSTEM] = [11, 12];

/** CPU seconds that a process has used so far, with all its threads. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS_PER_SECOND;
}
