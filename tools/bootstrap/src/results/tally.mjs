/**
 * Adds up a whole run. A check that failed counts as one failure; so does a test run that failed without a failed test,
 * and a project or spec file that should have run and did not.
 * @param {object} run
 * @param {string[]} run.failedChecks names of the checks that failed
 * @param {{ zone: string, ok: boolean, projects: string[], counts?: import('./test-counts.mjs').readCounts }[]} run.tests
 *   for each time zone, whether jest succeeded, the projects it should run, and the counts it left
 * @returns {{ passed: number, failed: number, skipped: number, reasons: string[] }}
 */
export function tally({ failedChecks, tests }) {
  const total = { passed: 0, failed: 0, skipped: 0, reasons: [] };
  const fail = (count, reason) => {
    total.failed += count;
    total.reasons.push(reason);
  };
  for (const check of failedChecks) fail(1, `${check} failed`);
  for (const { zone, ok, projects, counts } of tests) {
    if (!counts) {
      fail(1, `tests (${zone}) left no counts`);
      continue;
    }
    const failedBefore = total.failed;
    for (const [project, { passed, failed, skipped }] of Object.entries(counts.projects)) {
      total.passed += passed;
      total.skipped += skipped;
      if (failed > 0) fail(failed, `${project} (${zone}): ${failed} failed`);
    }
    for (const project of projects)
      if (!counts.projects[project]) fail(1, `${project} (${zone}): its tests did not run`);
    if (counts.notRun > 0) fail(counts.notRun, `tests (${zone}): ${counts.notRun} spec files did not run`);
    if (!ok && total.failed === failedBefore) fail(1, `tests (${zone}): no test failed, but jest did`);
  }
  return total;
}

/** The last line of a test run. */
export function tallyLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
