import { execFile } from 'node:child_process';
import { CommandError } from './command.error';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

export interface RunOptions {
  input?: string;
  timeoutMs?: number;
  cwd?: string;
  env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and returns its output. @throws CommandError with its error output */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { input, timeoutMs = 0, cwd, env } = options;
  return new Promise((resolve, reject) => {
    const settings = {
      encoding: 'utf8' as const,
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: timeoutMs,
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    };
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      if (error) reject(new CommandError([command, ...args].join(' '), stderr || error.message));
      else resolve(stdout);
    });
    if (input !== undefined) child.stdin?.end(input);
  });
}
