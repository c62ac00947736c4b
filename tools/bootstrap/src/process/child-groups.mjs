import { spawn } from 'node:child_process';
import { endMarked, markProcesses } from './marked-processes.mjs';
import { say } from './say.mjs';

const GRACE_MS = 5_000;
const POLL_MS = 50;
/** 128 + the signal's number, as shells have it. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const groups = new Map();
let interrupted = false;

/**
 * Starts a program as the leader of its own process group, so that all it starts can be ended with it. Every one is
 * ended when this process is interrupted.
 */
export function spawnGroup(command, args, options = {}) {
  const env = { ...process.env, ...options.env };
  const child = spawn(command, args, { ...options, env, detached: true });
  if (child.pid !== undefined) {
    groups.set(child.pid, child);
    child.once('close', () => groups.delete(child.pid));
  }
  return child;
}

export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended.
  }
}

/** Once this is so, nothing that follows a child's end should begin: the ending is under way. */
export const isInterrupted = () => interrupted;

/** Ends every group, first asking, then not, and whatever escaped from its group. */
export async function endGroups() {
  for (const child of groups.values()) signalGroup(child, 'SIGINT');
  const deadline = Date.now() + GRACE_MS;
  while (groups.size > 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  for (const child of groups.values()) signalGroup(child, 'SIGKILL');
  await endMarked();
}

/** On Ctrl-C and SIGTERM: ends what was started here, then exits as a shell expects. @returns what takes it back */
export function endGroupsOnSignals() {
  markProcesses();
  // A reader that is gone (`| head`) must not keep the ending from its end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const handlers = Object.entries(EXIT_CODES).map(([signal, code]) => [signal, () => stop(signal, code)]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

async function stop(signal, code) {
  if (interrupted) return;
  interrupted = true;
  say(`${signal}: ending what was started`);
  await endGroups();
  process.exit(code);
}
