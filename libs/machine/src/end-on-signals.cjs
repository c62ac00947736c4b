const { DetachedProcess } = require('./detached-process.cjs');
const { endMarked, markProcesses } = require('./marked-processes.cjs');

const GRACE_MS = 5_000;
/** 128 + the signal's number, as shells have it. */
const EXIT_CODES = /** @type {const} */ ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });

let interrupted = false;

/** Returns true once a signal has come: nothing new should begin when a child ends because of it. */
const isInterrupted = () => interrupted;

/** Ends every process group started here (SIGINT, then SIGKILL), and whatever escaped from its group. */
async function endStarted() {
  const running = [...DetachedProcess.running];
  for (const group of running) group.signal('SIGINT');
  await Promise.all(running.map((group) => group.endsWithin(GRACE_MS)));
  for (const group of running) group.signal('SIGKILL');
  await endMarked();
}

/**
 * Ends what was started here when this process is interrupted or asked to stop, then exits as a shell expects.
 * @param {{ say: (line: string) => void }} options
 * @returns {() => void} call it to leave the signals to somebody else
 */
function endOnSignals({ say }) {
  markProcesses();
  // A closed reader (`| head`) must not keep the stop from finishing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  /** @param {keyof typeof EXIT_CODES} signal */
  const stop = async (signal) => {
    if (interrupted) return;
    interrupted = true;
    say(`${signal}: ending what was started`);
    await endStarted();
    process.exit(EXIT_CODES[signal]);
  };
  const signals = /** @type {(keyof typeof EXIT_CODES)[]} */ (Object.keys(EXIT_CODES));
  const handlers = signals.map((signal) => ({ signal, handler: () => void stop(signal) }));
  for (const { signal, handler } of handlers) process.on(signal, handler);
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

module.exports = { endOnSignals, endStarted, isInterrupted };
