// npm start: set-up, build, then all of Renwatch in this process (tools/stack) until Ctrl-C.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { helpText } from '../../stack/src/settings/command-line.cjs';
import { isAsked, ownFaults } from '../../stack/src/settings/own-faults.cjs';
import { buildServices } from './build/build-services.mjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';
import { monitoringProgram } from './prometheus.mjs';
import { setUp } from './set-up.mjs';

const EXIT_CONFIGURATION = 78;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const stack = path.join(root, 'tools/stack/dist/main.js');

// Answered first: nobody should wait for downloads to read the help or to learn of a wrong setting.
const argv = process.argv.slice(2);
if (argv.includes('--help') || argv.includes('-h')) {
  process.stdout.write(`${helpText()}\n`);
  process.exit(0);
}
const faults = ownFaults({ argv, env: process.env, here: process.env.INIT_CWD || process.cwd() });
if (faults.length > 0) {
  process.stderr.write(faultsOfAll() ?? faults.map((fault) => `renwatch: ${fault}\n`).join(''));
  process.exit(EXIT_CONFIGURATION);
}

/** Returns the faults of the services too, if these are built: nobody should learn of one fault after the other. */
function faultsOfAll() {
  if (!existsSync(stack)) return undefined;
  const args = [stack, ...argv, '--check-configuration'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return status === EXIT_CONFIGURATION ? stderr : undefined;
}

const leaveSignals = endOnSignals({ say });
try {
  // First: nobody should wait for a set-up to learn that what was asked for cannot be had.
  if (isAsked('watch', { argv, env: process.env }))
    process.env.PROMETHEUS = await monitoringProgram('prometheus');
  await setUp({ root, needsBroker: !process.env.KAFKA_BROKERS });
  await buildServices(root);
} catch (error) {
  await endStarted();
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
// From here the stack ends what it starts, in its own order.
leaveSignals();
await import(pathToFileURL(stack).href);
