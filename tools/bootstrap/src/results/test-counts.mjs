import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'test-results';

/** Removes the counts of an earlier run, so that nothing stale is added up. */
export function removeCounts(root) {
  rmSync(path.join(root, FOLDER), { recursive: true, force: true });
}

/**
 * Reads the counts that counts-reporter.cjs wrote for one time zone.
 * @returns {{ projects: Record<string, { passed: number, failed: number, skipped: number }>, notRun: number } | undefined}
 */
export function readCounts(root, zone) {
  try {
    return JSON.parse(readFileSync(path.join(root, FOLDER, `${zone.replaceAll('/', '-')}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}
