import { scrub } from '../../../../libs/machine/src/index.cjs';

const SHOWN_LINES = 8;

/** Returns the first lines of npm's output: it names the fault before its usage. */
export const npmComplaint = (output) =>
  scrub(output)
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '')
    .slice(0, SHOWN_LINES)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');

/** Returns what to do about it. */
export function remedyFor(output) {
  if (/\bcode EUSAGE\b/.test(output))
    return 'bring package-lock.json up to date with `npm install --ignore-scripts`';
  if (/\bcode ENOSPC\b/.test(output)) return 'make room on the disk';
  return 'see that the npm registry can be reached';
}
