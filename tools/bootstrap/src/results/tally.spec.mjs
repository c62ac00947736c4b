import { tally, tallyLine } from './tally.mjs';

const run = (projects, { ok = true, notRun = 0, expected = Object.keys(projects) } = {}) => ({
  zone: 'UTC',
  ok,
  projects: expected,
  counts: { projects, notRun },
});
const counts = (passed, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('tally', () => {
  it('adds up passed, failed and skipped tests of all projects and zones', () => {
    const tests = [
      run({ hl7: counts(10, 0, 2), mllp: counts(5, 3) }, { ok: false }),
      run({ hl7: counts(1) }),
    ];
    expect(tally({ failedChecks: [], tests })).toEqual({
      passed: 16,
      failed: 3,
      skipped: 2,
      reasons: ['mllp (UTC): 3 failed'],
    });
  });

  it('counts a failed check as a failure', () => {
    expect(tally({ failedChecks: ['lint'], tests: [] })).toMatchObject({
      failed: 1,
      reasons: ['lint failed'],
    });
  });

  it('counts a test run without counts as a failure', () => {
    const tests = [{ zone: 'UTC', ok: true, projects: ['hl7'], counts: undefined }];
    expect(tally({ failedChecks: [], tests }).failed).toBe(1);
  });

  it('counts a project whose tests did not run as a failure', () => {
    const tests = [run({ hl7: counts(1) }, { expected: ['hl7', 'store'] })];
    expect(tally({ failedChecks: [], tests })).toMatchObject({
      failed: 1,
      reasons: ['store (UTC): its tests did not run'],
    });
  });

  it('counts each spec file that jest did not run as a failure', () => {
    const tests = [run({ hl7: counts(1) }, { notRun: 2, ok: false })];
    expect(tally({ failedChecks: [], tests }).failed).toBe(2);
  });

  it('counts a jest that failed without a failed test', () => {
    const tests = [run({ kafka: counts(7) }, { ok: false })];
    expect(tally({ failedChecks: [], tests })).toMatchObject({ passed: 7, failed: 1 });
  });
});

describe('tallyLine', () => {
  it('names skipped tests only if there are some', () => {
    expect(tallyLine(counts(3))).toBe('3 passed, 0 failed');
    expect(tallyLine(counts(3, 1, 2))).toBe('3 passed, 1 failed, 2 skipped');
  });
});
