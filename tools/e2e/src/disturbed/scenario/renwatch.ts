import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from '@renwatch/testing';
import { type ScenarioRun } from './scenario-run';

/** Runs `renwatch` on this run's broker and database and returns its output. @throws Error on another exit code */
export async function renwatch(
  run: ScenarioRun,
  args: readonly string[],
  { exitCode = 0 } = {},
): Promise<string> {
  const main = path.join(workspaceRoot(), 'tools/cli/dist/main.js');
  const env = { ...process.env, KAFKA_BROKERS: run.broker.address, DATABASE_URL: run.databaseUrl };
  const ended = await promisify(execFile)(process.execPath, [main, ...args], { env }).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: Error & { stdout: string; code?: number }) => {
      if (error.code !== exitCode) throw error;
      return { stdout: error.stdout, code: exitCode };
    },
  );
  if (ended.code !== exitCode) throw new Error(`renwatch ${args.join(' ')} exited with 0, not ${exitCode}`);
  return ended.stdout;
}
