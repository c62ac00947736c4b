import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Reporter from '../jest-counts-reporter.cjs';
import { readCounts, removeCounts } from './test-counts.mjs';

describe('the counts of a project', () => {
  const zoneBefore = process.env.TZ;
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'renwatch-counts-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });

  const report = (results) => new Reporter({ rootDir: folder }).onRunComplete(undefined, results);
  const nothing = {
    numPassedTests: 0,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };

  it('are what the reporter wrote under that time zone', () => {
    process.env.TZ = 'Pacific/Auckland';
    report({
      ...nothing,
      numPassedTests: 4,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 2,
      numPendingTests: 3,
    });
    expect(readCounts({ folder }, 'Pacific/Auckland')).toEqual({ passed: 4, failed: 3, skipped: 3 });
    expect(readCounts({ folder }, 'Europe/London')).toBeUndefined();
  });

  it('are gone once removed', () => {
    process.env.TZ = 'Europe/London';
    report(nothing);
    removeCounts([{ folder }]);
    expect(readCounts({ folder }, 'Europe/London')).toBeUndefined();
  });
});
