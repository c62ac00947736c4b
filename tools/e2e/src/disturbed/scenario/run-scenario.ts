import { deepStrictEqual } from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { AKI_ALERTS, DEAD_LETTER_ACTIONS, DEAD_LETTERS, HL7_MESSAGES } from '@renwatch/events';
import { removeTopics } from '@renwatch/kafka';
import { openDatabase } from '@renwatch/store';
import { createDatabase, prepareForServices, type ServiceUrls } from '@renwatch/testing';
import { type HospitalFiles } from '../../write-hospital';
import { type Outcome } from '../../outcome/outcome';
import { DialInFeed } from '../feed/dial-in.feed';
import { type Feed } from '../feed/feed';
import { type Scenario } from './scenario';
import { ScenarioRun } from './scenario-run';
import { type ServiceName } from '../services/service-name';
import { type ServiceReplica } from '../services/service-replica';
import { startReplicas, type Replicas } from '../services/start-replicas';
import { type Broker } from '../surroundings/broker';
import { type DatabaseServer } from '../surroundings/database-server';
import { Names } from '../surroundings/names';
import { PageEndpoint } from '../surroundings/page-endpoint';

export interface RunScenarioOptions {
  scenario: Scenario;
  hospital: HospitalFiles;
  broker: Broker;
  databaseServer: DatabaseServer;
  /** The folder of this run alone; its logs stay there. */
  folder: string;
  say: (line: string) => void;
}

export interface Measured {
  outcome: Outcome;
  repeatedPages: number;
  longestStandstillMs: number;
  /** From the first send of a message to the first arrival of its page; 0 without pages. */
  longestPageDelayMs: number;
}

const LOOPBACK = '127.0.0.1';

/** Runs the whole of Renwatch through a disturbance to the end of the stream. */
export async function runScenario(options: RunScenarioOptions): Promise<Measured> {
  const { scenario, hospital, broker, databaseServer, folder, say } = options;
  mkdirSync(folder, { recursive: true });
  const endpoint = new PageEndpoint();
  const names = new Names(folder);
  const host = scenario.byName ? names.hospital : LOOPBACK;
  const source = { stream: hospital.stream, messages: hospital.messages, folder, host };
  const feed: Feed = scenario.feed?.(source) ?? new DialInFeed({ source });
  const database = await createDatabase(databaseServer.url);
  const db = openDatabase({ url: database.url, applicationName: 'e2e', onError: () => undefined });
  let replicas: Replicas | undefined;
  try {
    const topics = [HL7_MESSAGES, AKI_ALERTS, DEAD_LETTERS, DEAD_LETTER_ACTIONS];
    await removeTopics({ client: broker.client, topics });
    await endpoint.listen();
    const pagerAddress = endpoint.addressAs(scenario.byName ? names.endpoint : LOOPBACK);
    const direct = { brokers: broker.address, databaseUrl: database.url, pagerAddress };
    const places = (await scenario.between?.(direct, names)) ?? direct;
    const databaseUrls = await databaseUrlsFor(scenario, places.databaseUrl);
    replicas = await startReplicas({
      ...{ scenario, feed, folder, names, databaseUrls, history: hospital.history },
      ...places,
    });
    const { messageCount } = hospital;
    const run = new ScenarioRun({
      ...{ feed, replicas, broker, databaseServer, db, endpoint, names, messageCount, say },
      databaseUrl: databaseUrls.operator,
    });
    await scenario.starting?.(run);
    await run.untilReady();
    say('ready: the feed begins');
    feed.start();
    await Promise.all([scenario.disturb(run), run.untilFed(scenario.feedLimitMs)]);
    say('every message is acknowledged');
    if (!scenario.judgesItself) await checkUsual(run, { hospital, scenario });
    const outcome = await run.outcome();
    await scenario.check?.(run);
    if (!scenario.judgesItself) endedAsExpected(replicas, scenario);
    return {
      outcome,
      repeatedPages: endpoint.repeats,
      longestStandstillMs: feed.record.longestStandstillMs,
      longestPageDelayMs: longestPageDelayMs(feed, endpoint),
    };
  } finally {
    await feed.stop();
    await Promise.all(Object.values(replicas ?? {}).flatMap((all) => all.map((replica) => replica.kill())));
    await endpoint.close();
    await db.close({ drainMs: 1_000 });
    broker.thaw();
    databaseServer.thaw();
    await scenario.close?.();
    await Promise.all([broker.start(), databaseServer.start()]);
    await database.drop();
  }
}

/** Waits for the end of all work, and checks what every scenario must leave on the topics. @throws Error */
async function checkUsual(
  run: ScenarioRun,
  { hospital, scenario }: Pick<RunScenarioOptions, 'hospital' | 'scenario'>,
): Promise<void> {
  await run.untilDone();
  holdsTheStream(await run.topic(), hospital);
  deepStrictEqual(await run.deadLetters(), scenario.deadLetters ?? [], 'the dead letters');
}

/**
 * Each service has its own login, unless it is disturbed while it applies migrations, which only the owner does, or the
 * scenario reaches into the database.
 */
async function databaseUrlsFor({ crash, between }: Scenario, owner: string): Promise<ServiceUrls> {
  if (!between && !crash?.at.startsWith('inference.migrating')) return prepareForServices(owner);
  return { inference: owner, pager: owner, console: owner, operator: owner };
}

/** Checks that the topic holds every message: the loss of one that decides nothing would show nowhere else. @throws Error */
function holdsTheStream(topic: ReadonlyMap<string, number>, { stream }: HospitalFiles): void {
  const sent = new Set(stream.map(({ bytes }) => Buffer.from(bytes).toString('base64')));
  const lost = [...sent].filter((raw) => !topic.has(raw)).length;
  const foreign = [...topic.keys()].filter((raw) => !sent.has(raw)).length;
  if (lost + foreign > 0)
    throw new Error(
      `the topic lacks ${lost} messages that were acknowledged and has ${foreign} that the feed did not send`,
    );
}

/** Checks how processes ended: one that dies unexpectedly is restarted, and nothing else would show it. @throws AssertionError */
function endedAsExpected(replicas: Replicas, { ends = {} }: Scenario): void {
  for (const [name, all] of Object.entries(replicas) as [ServiceName, readonly ServiceReplica[]][]) {
    const expected = all.map((_, index) => (index === 0 ? (ends[name] ?? []) : []));
    deepStrictEqual(
      all.map((replica) => replica.ends),
      expected,
      `how the processes of ${name} ended`,
    );
  }
}

/** Ignores pages of messages that were sent after the stream. */
function longestPageDelayMs({ record }: Feed, endpoint: PageEndpoint): number {
  const first = new Map<string, number>();
  for (const { body, atMs } of endpoint.taken) if (!first.has(body)) first.set(body, atMs);
  const delays = [...first].flatMap(([page, atMs]) => {
    const sentAtMs = record.sentAtMs(page);
    return sentAtMs === undefined ? [] : [atMs - sentAtMs];
  });
  return Math.max(0, ...delays);
}
