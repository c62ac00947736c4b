import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Holds what Prometheus needs to start, and a few seconds of samples. */
const SIZE = '256k';
/** Mounts in a name space of its own, which ends with the process. */
const UNSHARE = ['--user', '--map-root-user', '--mount'];

/**
 * Writes a program that runs Prometheus with its samples on a small file system, which is soon full.
 * @returns undefined if this user may not mount one
 */
export function fullDiskProgram(folder: string, prometheus: string): string | undefined {
  const probe = `mount -t tmpfs -o size=${SIZE} tmpfs '${folder}'`;
  if (spawnSync('unshare', [...UNSHARE, 'sh', '-c', probe]).status !== 0) return undefined;
  const file = path.join(folder, 'prometheus-with-full-disk.sh');
  const inside = [
    `samples='${path.join(folder, 'full-disk', 'samples')}'`,
    `mkdir -p "$samples" && mount -t tmpfs -o size=${SIZE} tmpfs "$samples"`,
    `exec '${prometheus}' "$@"`,
  ].join('\n');
  writeFileSync(
    file,
    `#!/bin/sh\nexec unshare ${UNSHARE.join(' ')} sh -c '${inside.replaceAll("'", `'\\''`)}' sh "$@"\n`,
    {
      mode: 0o755,
    },
  );
  return file;
}
