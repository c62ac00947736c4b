import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort, waitFor, workspaceRoot } from '@renwatch/testing';
import { type Feed } from '../feed/feed';
import { type Names } from '../surroundings/names';
import { SERVICE_NAMES, type ServiceName } from './service-name';
import { ServiceReplica } from './service-replica';

/** The part of a scenario that says which replicas run, and how. */
export interface ReplicaPlan {
  /** The number of replicas of each service; default 1. */
  replicas?: Partial<Record<ServiceName, number>>;
  /** Variables of every replica of a service, beside the usual ones. */
  settings?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** Variables of the first start of every replica of a service: a mistake that is corrected later. */
  firstSettings?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /**
   * The point where the first replica of a service dies or freezes once, `point:passing` or `point:passing:freeze`. `alone`:
   * the others start when it is down, for work that the first replica does for all.
   */
  crash?: { service: ServiceName; at: string; alone?: true | undefined };
  /** Feed and page endpoint are found by names, which `run.names` can take away. */
  byName?: true;
  /** A file that every replica of a service loads before its own code. */
  preload?: Partial<Record<ServiceName, string>>;
}

/** The addresses at which services find their surroundings. */
export interface Places {
  brokers: string;
  databaseUrl: string;
  pagerAddress: string;
}

export interface StartReplicasOptions extends Places {
  scenario: ReplicaPlan;
  /** The database with each service's own login. */
  databaseUrls: Readonly<Record<'inference' | 'pager', string>>;
  feed: Feed;
  folder: string;
  history: string;
  names: Names;
}

export type Replicas = Readonly<Record<ServiceName, readonly ServiceReplica[]>>;

/** Few, so that a run takes seconds; more than there are replicas, so that each has some. */
const PARTITIONS = '6';
const DOWN_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 20;
/** The variables that a service inherits from this process. */
const KEPT = ['PATH', 'HOME', 'TZ', 'LANG'];

/** The built services as `npm start` runs them, each replica with ports and a log of its own. */
export async function startReplicas(options: StartReplicasOptions): Promise<Replicas> {
  const replicas: Record<ServiceName, ServiceReplica[]> = { gateway: [], inference: [], pager: [] };
  for (const name of SERVICE_NAMES) {
    for (let index = 0; index < (options.scenario.replicas?.[name] ?? 1); index += 1) {
      replicas[name].push(await replica(options, name, index));
    }
  }
  const { crash } = options.scenario;
  if (crash?.alone) await untilDown(replicas[crash.service][0], crash.at);
  await Promise.all(Object.values(replicas).flatMap((all) => all.map((started) => started.start())));
  return replicas;
}

/** Waits until the replica is dead or frozen. */
async function untilDown(replica: ServiceReplica | undefined, at: string): Promise<void> {
  await replica?.start();
  await waitFor(() => replica?.ends.length !== 0 || replica.isFrozen, {
    timeoutMs: DOWN_LIMIT_MS,
    everyMs: LOOK_EVERY_MS,
    what: `the crash at ${at}`,
  });
}

async function replica(
  options: StartReplicasOptions,
  name: ServiceName,
  index: number,
): Promise<ServiceReplica> {
  const { scenario, folder } = options;
  const { crash } = scenario;
  const httpPort = await freePort();
  const home = path.join(folder, `${name}-${index}`);
  mkdirSync(home, { recursive: true });
  const machine = Object.fromEntries(
    KEPT.flatMap((variable) =>
      process.env[variable] === undefined ? [] : [[variable, process.env[variable]]],
    ),
  );
  return new ServiceReplica({
    name,
    main: path.join(workspaceRoot(), 'apps', name, 'dist', 'main.js'),
    httpPort,
    folder: home,
    logFile: path.join(folder, `${name}-${index}.log`),
    firstEnv: {
      ...scenario.firstSettings?.[name],
      ...(crash?.service === name && index === 0 ? { CRASH_AT: crash.at, CRASHES_ALLOWED: 'true' } : {}),
    },
    env: {
      ...machine,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(httpPort),
      KAFKA_BROKERS: options.brokers,
      KAFKA_PARTITIONS: PARTITIONS,
      KAFKA_GROUP: `${name}-${path.basename(folder)}`,
      ...(scenario.byName ? options.names.settings : {}),
      ...preloads(options, name),
      ...(await ownSettings(options, name, index)),
      ...scenario.settings?.[name],
    },
  });
}

function preloads(
  { scenario, names }: StartReplicasOptions,
  name: ServiceName,
): Readonly<Record<string, string>> {
  const files = [scenario.byName ? names.preload : undefined, scenario.preload?.[name]];
  const options = files.flatMap((file) => (file === undefined ? [] : [`--require=${file}`]));
  return options.length === 0 ? {} : { NODE_OPTIONS: options.join(' ') };
}

async function ownSettings(
  { feed, databaseUrls, pagerAddress, history }: StartReplicasOptions,
  name: ServiceName,
  index: number,
): Promise<Readonly<Record<string, string>>> {
  switch (name) {
    case 'gateway':
      return feed.gatewaySettings(index);
    case 'inference':
      return { DATABASE_URL: databaseUrls.inference, HISTORY_CSV: history };
    case 'pager':
      return { DATABASE_URL: databaseUrls.pager, PAGER_ADDRESS: pagerAddress };
  }
}
