export type RunOptions = {
  cwd?: string;
  /**
   * added to this process's
   */
  env?: Record<string, string | undefined>;
  /**
   * the program is ended after this
   */
  limitSeconds?: number;
  /**
   * the program is ended if `progress().amount` has not grown for this long
   */
  stallSeconds?: number;
  /**
   * an amount that grows, and a text that shows it
   */
  progress?: () => {
    amount: number;
    text: string;
  };
  /**
   * receives that text every 10 s
   */
  say?: (line: string) => void;
};
export type RunResult = {
  ok: boolean;
  code: number | null;
  /**
   * the reason for ending it here, else empty
   */
  why: string;
  /**
   * the last of it
   */
  output: string;
};
/** Returns true if a program is installed and answers. @param {string} command @param {readonly string[]} [args] */
export function hasProgram(command: string, args?: readonly string[]): boolean;
/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to this process's
 * @property {number} [limitSeconds] the program is ended after this
 * @property {number} [stallSeconds] the program is ended if `progress().amount` has not grown for this long
 * @property {() => { amount: number, text: string }} [progress] an amount that grows, and a text that shows it
 * @property {(line: string) => void} [say] receives that text every 10 s
 *
 * @typedef {object} RunResult
 * @property {boolean} ok
 * @property {number | null} code
 * @property {string} why the reason for ending it here, else empty
 * @property {string} output the last of it
 */
/**
 * Runs a program to its end and collects its output. Never resolves after a signal has interrupted this process.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function runProgram(
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<RunResult>;
//# sourceMappingURL=run-program.d.cts.map
