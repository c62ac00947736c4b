import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAME = '.renwatch-setup.json';

/** What node_modules was installed from: it is right as long as this stays the same. */
export function wantedRecord(root, { platform = process.platform, arch = process.arch } = {}) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return { lock: createHash('sha256').update(lock).digest('hex'), machine: `${platform}-${arch}` };
}

/** Whether node_modules in this checkout was installed from what is wanted, to its end. */
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
