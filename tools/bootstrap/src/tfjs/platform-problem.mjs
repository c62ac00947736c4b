import { existsSync, readFileSync } from 'node:fs';
import { sourcesFor } from './pins.mjs';

/** Why the registries' libtensorflow cannot run on this machine; empty where it can. */
export function platformProblem() {
  if (sourcesFor().length === 0)
    return `no pinned libraries for ${process.platform} ${process.arch} (only linux x64)`;
  if (!process.report.getReport().header.glibcVersionRuntime)
    return 'this Linux has no glibc, which libtensorflow needs';
  const cpu = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  if (/^flags/m.test(cpu) && !/\bavx\b/.test(cpu)) return 'this CPU has no AVX, which libtensorflow needs';
  return '';
}
