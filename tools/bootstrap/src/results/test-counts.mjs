import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'test-results';

/** Where jest-counts-reporter.cjs leaves a project's counts of one time zone. */
const countsFile = (project, zone) => path.join(project.folder, FOLDER, `${zone.replaceAll('/', '-')}.json`);

/** Removes what an earlier run left, so that nothing stale is counted. Nx restores what it takes from its cache. */
export function removeCounts(projects) {
  for (const { folder } of projects) rmSync(path.join(folder, FOLDER), { recursive: true, force: true });
}

/** @returns {{ passed: number, failed: number, skipped: number } | undefined} undefined where the project left none */
export function readCounts(project, zone) {
  try {
    const { passed, failed, skipped } = JSON.parse(readFileSync(countsFile(project, zone), 'utf8'));
    return { passed, failed, skipped };
  } catch {
    return undefined;
  }
}
