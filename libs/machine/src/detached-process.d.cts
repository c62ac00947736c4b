export type ProcessEnd = {
  /**
   * -1 if the program could not be started
   */
  code: number | null;
  signal: NodeJS.Signals | null;
  /**
   * why it could not be started
   */
  error?: Error;
};
export type DetachedProcessOptions = {
  command: string;
  args: readonly string[];
  cwd?: string;
  /**
   * default: this process's
   */
  env?: Readonly<Record<string, string | undefined>>;
  uid?: number;
  gid?: number;
  /**
   * its output is appended here; past 20 MB the old file becomes `<name>.1` at the next start
   */
  logFile?: string;
  /**
   * receives its output, if there is no log file
   */
  onOutput?: (chunk: Buffer) => void;
  /**
   * end it when this process ends in any way, kill -9 included
   */
  dieWithParent?: boolean;
  /**
   * the first signal in that case; SIGKILL follows. Default SIGKILL
   */
  parentEndSignal?: NodeJS.Signals;
  /**
   * a folder to remove in that case, as nobody else is left to do it
   */
  temporaryFolder?: string;
};
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
export class DetachedProcess {
  /** @type {Set<DetachedProcess>} */
  static running: Set<DetachedProcess>;
  /**
   * Starts a program and returns once it runs.
   * @param {DetachedProcessOptions} options
   * @throws the system's error if it could not be started
   */
  static start(options: DetachedProcessOptions): Promise<DetachedProcess>;
  /** @param {DetachedProcessOptions} options */
  constructor(options: DetachedProcessOptions);
  /** 0 if it could not be started. */
  pid: number;
  /** Resolves when the program has ended and its output is complete. @type {Promise<ProcessEnd>} */
  ended: Promise<ProcessEnd>;
  /** How it ended ("SIGTERM", "exit code 1"), undefined while it runs. */
  get end(): string | undefined;
  /** Signals the whole group; SIGSTOP and SIGCONT freeze and wake it. @param {NodeJS.Signals} signal */
  signal(signal: NodeJS.Signals): void;
  /** Returns true if it ended by itself within `timeoutMs`. @param {number} timeoutMs */
  endsWithin(timeoutMs: number): Promise<boolean>;
  /**
   * Sends SIGTERM, then SIGKILL after `graceMs`. What it started itself ends with it. Idempotent.
   * @param {{ graceMs: number }} options
   * @returns {Promise<boolean>} true if it ended within its grace
   */
  stop({ graceMs }: { graceMs: number }): Promise<boolean>;
  /** Sends SIGKILL to the whole group and waits for the end. Idempotent. */
  kill(): Promise<void>;
  #private;
}
//# sourceMappingURL=detached-process.d.cts.map
