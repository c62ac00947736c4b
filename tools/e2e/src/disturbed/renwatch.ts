import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from '@renwatch/testing';
import { type ScenarioRun } from './scenario-run';

/** Runs `renwatch` as a person would, on this run's broker and database; gives what it prints. @throws where it exits with another code than 0 */
export async function renwatch(run: ScenarioRun, args: readonly string[]): Promise<string> {
  const main = path.join(workspaceRoot(), 'tools/cli/dist/main.js');
  const env = { ...process.env, KAFKA_BROKERS: run.broker.address, DATABASE_URL: run.databaseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env });
  return stdout;
}
