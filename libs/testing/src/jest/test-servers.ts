import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startKafkaBroker } from '../kafka-broker/start-kafka-broker';
import { startPostgres } from '../postgres/start-postgres';

/** The globals that jest.preset.cjs gives the specs and the set-up of a project that needs servers. */
export interface TestGlobals {
  testProject: string;
  /** By project. jest.workspace.cjs lists all projects of its run. */
  testServers: Record<string, ('kafka' | 'postgres')[]>;
}

/** jest loads the modules of set-up and tear-down apart, in one process: what one starts, the other finds here. */
const shared = globalThis as { stopTestServers?: (() => Promise<void>)[] };

/** The environment variable with the brokers of one project's specs. */
export const brokersVariable = (project: string): string => `TEST_KAFKA_BROKERS_OF_${project}`;

/**
 * Starts what the specs of a jest run need. A PostgreSQL serves all projects, as each spec creates its own database.
 * Each project has its own broker, as services name their topics alike but partition them differently. Servers that
 * TEST_DATABASE_URL and TEST_KAFKA_BROKERS name are used instead.
 */
export async function startTestServers({ testServers }: TestGlobals): Promise<void> {
  const projects = Object.keys(testServers);
  const users = (server: 'kafka' | 'postgres') =>
    projects.filter((project) => testServers[project]?.includes(server));
  const starts = process.env['TEST_KAFKA_BROKERS'] ? [] : users('kafka').map(startTestKafka);
  if (users('postgres').length > 0 && !process.env['TEST_DATABASE_URL']) starts.push(startTestPostgres());
  await Promise.all(starts);
}

/** Stops what was started here, and nothing else. */
export async function stopTestServers(): Promise<void> {
  const stops = shared.stopTestServers ?? [];
  delete shared.stopTestServers;
  await Promise.all(stops.map((stop) => stop()));
}

async function startTestPostgres(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-postgres-'));
  const postgres = await startPostgres({ dataDir, durable: false, temporary: true });
  process.env['TEST_DATABASE_URL'] = postgres.url;
  (shared.stopTestServers ??= []).push(() => postgres.stop());
}

async function startTestKafka(project: string): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-kafka-'));
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const broker = await startKafkaBroker({ dataDir, dieWithParent: true, temporary: true, log });
  process.env[brokersVariable(project)] = broker.brokers;
  (shared.stopTestServers ??= []).push(async () => {
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });
}

/** The brokers that were started for this project (or that the environment names), as a client's `brokers`. */
export function testKafkaBrokers(): string[] {
  const { testProject = '' } = globalThis as Partial<TestGlobals>;
  const brokers = process.env['TEST_KAFKA_BROKERS'] || process.env[brokersVariable(testProject)];
  if (!brokers)
    throw new Error("No test broker: add 'kafka' to testServers in the project's jest.config.cjs");
  return brokers.split(',');
}
