const { spawn } = require('node:child_process');
const { closeSync, mkdirSync, openSync, renameSync, statSync } = require('node:fs');
const path = require('node:path');
const { signalGroup } = require('./signal-group.cjs');

const MAX_LOG_BYTES = 20 * 1024 * 1024;
const KILL_TIMEOUT_MS = 10_000;

/**
 * Reads until this process closes the pipe. A line means that the program has ended. The end of input without one means
 * that this process has ended in some other way, kill -9 included: ends the program's group, then removes the folder.
 */
const WATCHER = `
read -r line && exit
kill -s "$1" -- "-$2"
tries=0
while kill -0 "$2" 2>/dev/null && [ $tries -lt 300 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -s KILL -- "-$2" 2>/dev/null
if [ -n "$3" ]; then rm -rf "$3"; fi`;

/**
 * @typedef {object} ProcessEnd
 * @property {number | null} code -1 if the program could not be started
 * @property {NodeJS.Signals | null} signal
 * @property {Error} [error] why it could not be started
 *
 * @typedef {object} DetachedProcessOptions
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {Readonly<Record<string, string | undefined>>} [env] default: this process's
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} [logFile] its output is appended here; past 20 MB the old file becomes `<name>.1` at the next start
 * @property {(chunk: Buffer) => void} [onOutput] receives its output, if there is no log file
 * @property {boolean} [dieWithParent] end it when this process ends in any way, kill -9 included
 * @property {NodeJS.Signals} [parentEndSignal] the first signal in that case; SIGKILL follows. Default SIGKILL
 * @property {string} [temporaryFolder] a folder to remove in that case, as nobody else is left to do it
 */

/**
 * A program that leads a process group of its own: Ctrl-C in the terminal does not reach it, and each signal reaches
 * everything it started.
 *
 * It runs from the constructor on until `ended` resolves, which never rejects: a program that could not be started has
 * ended with code -1. `running` lists the processes in between, so that an interrupted command can end them all.
 */
class DetachedProcess {
  /** @type {Set<DetachedProcess>} */
  static running = new Set();

  /** @type {string | undefined} */
  #end;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #watcher;

  /** @param {DetachedProcessOptions} options */
  constructor(options) {
    const { command, args, cwd, env = process.env, uid, gid, logFile, onOutput } = options;
    const log = logFile === undefined ? undefined : openLog(logFile);
    const output = log ?? (onOutput ? 'pipe' : 'ignore');
    const child = spawn(command, args, {
      cwd,
      env: { ...env },
      detached: true,
      stdio: ['ignore', output, output],
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    });
    if (log !== undefined) closeSync(log);
    // Whoever collects output wants all of it; otherwise the program must not keep this process alive.
    if (onOutput) for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
    else child.unref();
    /** 0 if it could not be started. */
    this.pid = child.pid ?? 0;
    DetachedProcess.running.add(this);
    /** Resolves when the program has ended and its output is complete. @type {Promise<ProcessEnd>} */
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => child.pid === undefined && resolve({ code: -1, signal: null, error }));
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    void this.ended.then((end) => this.#close(end));
    if (this.pid > 0 && options.dieWithParent) this.#watch(options);
  }

  /**
   * Starts a program and returns once it runs.
   * @param {DetachedProcessOptions} options
   * @throws the system's error if it could not be started
   */
  static async start(options) {
    const started = new DetachedProcess(options);
    if (started.pid === 0) throw (await started.ended).error;
    return started;
  }

  /** How it ended ("SIGTERM", "exit code 1"), undefined while it runs. */
  get end() {
    return this.#end;
  }

  /** Signals the whole group; SIGSTOP and SIGCONT freeze and wake it. @param {NodeJS.Signals} signal */
  signal(signal) {
    if (this.#end === undefined && this.pid > 0) signalGroup(this.pid, signal);
  }

  /** Returns true if it ended by itself within `timeoutMs`. @param {number} timeoutMs */
  async endsWithin(timeoutMs) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    /** @type {Promise<boolean>} */
    const late = new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs, false)));
    const inTime = await Promise.race([this.ended.then(() => true), late]);
    clearTimeout(timer);
    return inTime;
  }

  /**
   * Sends SIGTERM, then SIGKILL after `graceMs`. What it started itself ends with it. Idempotent.
   * @param {{ graceMs: number }} options
   * @returns {Promise<boolean>} true if it ended within its grace
   */
  async stop({ graceMs }) {
    if (this.#end !== undefined) return true;
    this.signal('SIGTERM');
    const inTime = await this.endsWithin(graceMs);
    if (inTime && this.pid > 0) signalGroup(this.pid, 'SIGKILL');
    else await this.kill();
    return inTime;
  }

  /** Sends SIGKILL to the whole group and waits for the end. Idempotent. */
  async kill() {
    this.signal('SIGKILL');
    if (!(await this.endsWithin(KILL_TIMEOUT_MS)))
      throw new Error(`process ${this.pid} did not end within ${KILL_TIMEOUT_MS} ms of SIGKILL`);
  }

  /** @param {ProcessEnd} end */
  #close({ code, signal, error }) {
    this.#end = error?.message ?? signal ?? `exit code ${code}`;
    DetachedProcess.running.delete(this);
    this.#watcher?.stdin?.end('done\n');
  }

  /** @param {DetachedProcessOptions} options */
  #watch({ parentEndSignal = 'SIGKILL', temporaryFolder = '' }) {
    const signal = parentEndSignal.replace(/^SIG/, '');
    const args = ['-c', WATCHER, 'watcher', signal, String(this.pid), temporaryFolder];
    const watcher = spawn('sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    watcher.on('error', () => undefined);
    watcher.stdin.on('error', () => undefined);
    // Neither the watcher nor its pipe may keep this process alive.
    watcher.unref();
    /** @type {{ unref?: () => void }} */ (watcher.stdin).unref?.();
    this.#watcher = watcher;
  }
}

/** @param {string} logFile */
function openLog(logFile) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
  return openSync(logFile, 'a');
}

module.exports = { DetachedProcess };
