import { spawnSync } from 'node:child_process';

/** Runs promtool. Its output says what failed. */
export function runPromtool(program: string, args: readonly string[]): { passed: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { passed: status === 0, output: stdout + stderr };
}
