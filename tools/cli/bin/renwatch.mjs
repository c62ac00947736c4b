#!/usr/bin/env node
// npx renwatch: builds what has changed, then runs the command in a process that knows the stack beside it, if any.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServices } from '../../bootstrap/src/nx/build-services.mjs';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { failureText } from '../../bootstrap/src/output/failure-text.mjs';
import { say } from '../../bootstrap/src/output/say.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const main = path.join(root, 'tools/cli/dist/main.js');

// What the build says is not the command's answer.
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

/** Beside a stack of `npm start` its broker and database are meant, unless others are named: never one of each. */
function stackHome() {
  const { KAFKA_BROKERS, DATABASE_URL, DATABASE_URL_FILE, RENWATCH_HOME } = process.env;
  const named = KAFKA_BROKERS || DATABASE_URL || DATABASE_URL_FILE;
  return named ? undefined : path.resolve(root, RENWATCH_HOME || '.renwatch');
}

function settingsOf(home) {
  return path.join(home, 'services.env');
}
