/**
 * Adds up a whole run. A task that failed counts as one failure where no failed test accounts for it, and so does a
 * project whose tests left no counts.
 * @param {object} run
 * @param {string[]} run.failedChecks tasks other than tests that failed, as `project:target`
 * @param {{ project: string, zone: string, counts?: object, taskFailed: boolean }[]} run.tests
 * @param {string[]} run.troubles failures of the run itself, such as an Nx that could not start
 * @returns {{ passed: number, failed: number, skipped: number, reasons: string[] }}
 */
export function tally({ failedChecks, tests, troubles = [] }) {
  const total = { passed: 0, failed: 0, skipped: 0, reasons: [] };
  const fail = (count, reason) => {
    total.failed += count;
    total.reasons.push(reason);
  };
  for (const trouble of troubles) fail(1, trouble);
  for (const task of failedChecks) fail(1, `${task} failed`);
  for (const { project, zone, counts, taskFailed } of tests) {
    const where = `${project} (${zone})`;
    if (!counts) {
      fail(1, `${where}: its tests left no counts`);
      continue;
    }
    total.passed += counts.passed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) fail(counts.failed, `${where}: ${counts.failed} failed`);
    else if (taskFailed) fail(1, `${where}: no test failed, but the run did`);
  }
  return total;
}
