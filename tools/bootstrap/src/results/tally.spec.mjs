import { tallyLine } from './tally-line.mjs';
import { tally } from './tally.mjs';

const tested = (project, counts, taskFailed = false) => ({ project, zone: 'UTC', counts, taskFailed });
const counts = (passed, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('the tally of a run', () => {
  it('adds up passed, failed and skipped tests', () => {
    const tests = [tested('hl7', counts(10, 0, 2)), tested('mllp', counts(5, 3), true)];
    expect(tally({ failedChecks: [], tests })).toEqual({
      passed: 15,
      failed: 3,
      skipped: 2,
      reasons: ['mllp (UTC): 3 failed'],
    });
  });

  it('counts a failed lint, type check or build as a failure', () => {
    expect(tally({ failedChecks: ['aki:lint'], tests: [] })).toMatchObject({
      failed: 1,
      reasons: ['aki:lint failed'],
    });
  });

  it('counts a project whose tests left no counts as a failure', () => {
    expect(tally({ failedChecks: [], tests: [tested('store', undefined)] }).failed).toBe(1);
  });

  it('counts a test run that failed without a failed test, such as one that could not stop', () => {
    expect(tally({ failedChecks: [], tests: [tested('kafka', counts(7), true)] })).toMatchObject({
      passed: 7,
      failed: 1,
    });
  });

  it('counts a failure of the run itself', () => {
    expect(tally({ failedChecks: [], tests: [], troubles: ['Nx could not start'] }).failed).toBe(1);
  });
});

describe('the last line of a run', () => {
  it('names skipped tests only where there are some', () => {
    expect(tallyLine(counts(3))).toBe('3 passed, 0 failed');
    expect(tallyLine(counts(3, 1, 2))).toBe('3 passed, 1 failed, 2 skipped');
  });
});
