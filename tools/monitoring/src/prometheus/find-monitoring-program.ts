import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../rules/workspace';

const FIND = path.join(ROOT, 'tools', 'bootstrap', 'src', 'prometheus.mjs');

/**
 * Returns a program: the one that `PROMETHEUS` or `PROMTOOL` names, the one on PATH, or Debian's, fetched on first use;
 * undefined if none can be had.
 */
export function findMonitoringProgram(name: 'prometheus' | 'promtool'): string | undefined {
  const { status, stdout } = spawnSync(process.execPath, [FIND, name], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n').at(-1) : undefined;
}
