const fs = require('node:fs');
const path = require('node:path');

/**
 * Writes how many tests each project ran to `test-results/<time zone>.json`, where the test command adds them up. A spec
 * file that could not be run counts as a failed test; `notRun` counts those that jest did not get to.
 */
module.exports = class CountsReporter {
  constructor(globalConfig) {
    this.root = globalConfig.rootDir;
    this.projects = {};
    this.specFiles = 0;
  }

  onTestResult(test, result) {
    const { name } = test.context.config.displayName;
    const project = (this.projects[name] ??= { passed: 0, failed: 0, skipped: 0 });
    project.passed += result.numPassingTests;
    project.failed += result.numFailingTests + (result.testExecError ? 1 : 0);
    project.skipped += result.numPendingTests + result.numTodoTests;
    this.specFiles += 1;
  }

  onRunComplete(_contexts, results) {
    const folder = path.join(this.root, 'test-results');
    const zone = (process.env.TZ || 'default').replaceAll('/', '-');
    const counts = { projects: this.projects, notRun: results.numTotalTestSuites - this.specFiles };
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, `${zone}.json`), `${JSON.stringify(counts)}\n`);
  }
};
