import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Reporter from './counts-reporter.cjs';
import { readCounts, removeCounts } from './test-counts.mjs';

describe('the counts of a test run', () => {
  const zoneBefore = process.env.TZ;
  let rootDir;
  beforeEach(() => {
    rootDir = mkdtempSync(path.join(os.tmpdir(), 'renwatch-counts-'));
    process.env.TZ = 'Pacific/Auckland';
  });
  afterEach(() => {
    rmSync(rootDir, { recursive: true });
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });

  const test = (project) => ({ context: { config: { displayName: { name: project } } } });
  const result = { numPassingTests: 0, numFailingTests: 0, numPendingTests: 0, numTodoTests: 0 };

  it('are added up by project and kept by time zone', () => {
    const reporter = new Reporter({ rootDir });
    reporter.onTestResult(test('aki'), { ...result, numPassingTests: 4, numPendingTests: 1 });
    reporter.onTestResult(test('aki'), {
      ...result,
      numPassingTests: 1,
      numFailingTests: 2,
      numTodoTests: 1,
    });
    reporter.onTestResult(test('hl7'), { ...result, numPassingTests: 3 });
    reporter.onRunComplete(undefined, { numTotalTestSuites: 3 });
    expect(readCounts(rootDir, 'Pacific/Auckland')).toEqual({
      projects: {
        aki: { passed: 5, failed: 2, skipped: 2 },
        hl7: { passed: 3, failed: 0, skipped: 0 },
      },
      notRun: 0,
    });
    expect(readCounts(rootDir, 'Europe/London')).toBeUndefined();
  });

  it('count a spec file that could not run as a failed test', () => {
    const reporter = new Reporter({ rootDir });
    reporter.onTestResult(test('aki'), { ...result, testExecError: new Error('a worker crashed') });
    reporter.onRunComplete(undefined, { numTotalTestSuites: 3 });
    expect(readCounts(rootDir, 'Pacific/Auckland')).toMatchObject({
      projects: { aki: { failed: 1 } },
      notRun: 2,
    });
  });

  it('are missing once they are removed', () => {
    new Reporter({ rootDir }).onRunComplete(undefined, { numTotalTestSuites: 0 });
    removeCounts(rootDir);
    expect(readCounts(rootDir, 'Pacific/Auckland')).toBeUndefined();
  });
});
