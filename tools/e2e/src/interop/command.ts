import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LIMIT_MS = 300_000;

/** Runs a program to its end and returns its output. @throws Error with the end of its output if it fails */
export async function command([program = '', ...args]: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { timeout: LIMIT_MS })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${message}\n${stdout}${stderr}`.slice(-2_000), { cause: error });
  }
}
