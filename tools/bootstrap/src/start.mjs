// npm start: set-up, build, then all of Renwatch in this process (tools/stack) until Ctrl-C.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { commandLineFaults, helpText } from '../../stack/src/command-line.cjs';
import { buildServices } from './build/build-services.mjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';
import { setUp } from './set-up.mjs';

const EXIT_CONFIGURATION = 78;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

// Answered first: nobody should wait for downloads to read the help or to learn of a wrong flag.
const argv = process.argv.slice(2);
if (argv.includes('--help') || argv.includes('-h')) {
  process.stdout.write(`${helpText()}\n`);
  process.exit(0);
}
const faults = commandLineFaults(argv, process.env.INIT_CWD || process.cwd());
for (const fault of faults) process.stderr.write(`renwatch: ${fault}\n`);
if (faults.length > 0) process.exit(EXIT_CONFIGURATION);

const leaveSignals = endOnSignals({ say });
try {
  await setUp({ root, needsBroker: !process.env.KAFKA_BROKERS });
  await buildServices(root);
} catch (error) {
  await endStarted();
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
// From here the stack ends what it starts, in its own order.
leaveSignals();
await import(pathToFileURL(path.join(root, 'tools/stack/dist/main.js')).href);
