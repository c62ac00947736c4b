const fs = require('node:fs');
const path = require('node:path');

/**
 * Writes how many tests a project ran to `test-results/<time zone>.json` beside its jest.config.cjs, where the
 * test command adds them up (also when Nx restores them from its cache).
 */
module.exports = class JestCountsReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const folder = path.join(this.rootDir, 'test-results');
    const zone = (process.env.TZ || 'default').replaceAll('/', '-');
    fs.mkdirSync(folder, { recursive: true });
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    fs.writeFileSync(path.join(folder, `${zone}.json`), `${JSON.stringify(counts)}\n`);
  }
};
