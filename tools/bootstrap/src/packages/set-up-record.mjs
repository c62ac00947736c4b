import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAME = '.renwatch-setup.json';

/** Returns what node_modules depends on; an installation is valid until this changes. */
export function wantedRecord(root, { platform = process.platform, arch = process.arch } = {}) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return { lock: createHash('sha256').update(lock).digest('hex'), machine: `${platform}-${arch}` };
}

/** Returns true if node_modules was installed completely from what is wanted. */
export function isInstalled(root, wanted = wantedRecord(root)) {
  try {
    const record = JSON.parse(readFileSync(path.join(root, 'node_modules', NAME), 'utf8'));
    return record.lock === wanted.lock && record.machine === wanted.machine;
  } catch {
    return false;
  }
}

export function writeRecord(root, wanted = wantedRecord(root)) {
  writeFileSync(path.join(root, 'node_modules', NAME), `${JSON.stringify(wanted)}\n`);
}
