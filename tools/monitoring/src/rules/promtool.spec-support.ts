import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './workspace';

const FIND = path.join(ROOT, 'tools', 'bootstrap', 'src', 'prometheus.mjs');

/** Returns promtool: `PROMTOOL`, the one on PATH, or Debian's, fetched on first use; undefined if none can be had. */
export function findPromtool(): string | undefined {
  const { status, stdout } = spawnSync(process.execPath, [FIND, 'promtool'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n').at(-1) : undefined;
}

/** Runs promtool. Its output says what failed. */
export function runPromtool(program: string, args: readonly string[]): { passed: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { passed: status === 0, output: stdout + stderr };
}
