#!/usr/bin/env node
// npx renwatch: builds changed code, then runs the command with the settings of the local stack, if there is one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServices } from '../../bootstrap/src/build/build-services.mjs';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { failureText } from '../../bootstrap/src/output/failure-text.mjs';
import { say } from '../../bootstrap/src/output/say.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const main = path.join(root, 'tools/cli/dist/main.js');

// Output of the build goes to standard error, because standard output belongs to the command.
process.stdout.write = process.stderr.write.bind(process.stderr);
const takeBack = endOnSignals({ say });
try {
  await buildServices(root, { quietIfBuilt: true });
} catch (error) {
  await endStarted();
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
takeBack();
const home = stackHome();
const settings = home && existsSync(settingsOf(home)) ? [`--env-file=${settingsOf(home)}`] : [];
const { status, signal } = spawnSync(process.execPath, [...settings, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, RENWATCH_STACK_HOME: home },
});
process.exit(status ?? 128 + (signal === 'SIGINT' ? 2 : 15));

/** Uses the broker and database of the `npm start` stack, unless either is named: never one of each. */
function stackHome() {
  const { KAFKA_BROKERS, DATABASE_URL, DATABASE_URL_FILE, RENWATCH_HOME } = process.env;
  const named = KAFKA_BROKERS || DATABASE_URL || DATABASE_URL_FILE;
  return named ? undefined : path.resolve(root, RENWATCH_HOME || '.renwatch');
}

function settingsOf(home) {
  return path.join(home, 'services.env');
}
