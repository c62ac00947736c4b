// npm test: set-up, lint, type check, build and all tests, some of them in two time zones; ends with one line of counts.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';
import { tallyLine } from './results/tally.mjs';
import { testRun } from './results/test-run.mjs';
import { setUp } from './set-up.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

endOnSignals({ say });
let total;
try {
  await setUp({ root, needsBroker: true });
  total = await testRun(root);
} catch (error) {
  total = { passed: 0, failed: 1, skipped: 0, reasons: [failureText(error)] };
}
// A test runner that was killed may have left its broker behind.
await endStarted();
for (const reason of total.reasons) process.stdout.write(`✖ ${reason}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
process.stdout.write(`${tallyLine(total)}\n`);
