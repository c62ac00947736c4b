import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DEAD_LETTERS, decodeDeadLetter, type DeadLetterRecord } from '@renwatch/events';
import { readTopic, topicOffsets } from '@renwatch/kafka';
import { openDatabase, type Database } from '@renwatch/store';
import { freePort, prepareForServices, waitFor, workspaceRoot } from '@renwatch/testing';
import { SERVICE_NAMES, type ServiceName } from '../disturbed/services/service-name';
import { ServiceReplica } from '../disturbed/services/service-replica';
import { Broker } from '../disturbed/surroundings/broker';
import { DatabaseServer } from '../disturbed/surroundings/database-server';
import { PageEndpoint } from '../disturbed/surroundings/page-endpoint';
import { workLeft } from '../outcome/work-left';

type Settings = Readonly<Record<string, string>>;

const LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 20;
const LOOPBACK = '127.0.0.1';
/** The variables that a service inherits from this process. */
const KEPT = ['PATH', 'HOME', 'LANG'];
export const CREATININE_CODES = 'CREATININE=umol/L,14682-9=umol/L,2160-0=mg/dL,CREA=umol/L';

/** The three services with broker, database and page endpoint of their own, and the settings that the cases assume. */
export class FieldCaseServices {
  readonly endpoint = new PageEndpoint();
  private readonly broker: Broker;
  private readonly databaseServer: DatabaseServer;
  private readonly replicas = new Map<ServiceName, ServiceReplica>();
  private readonly settings = new Map<ServiceName, Settings>();
  private database: Database | undefined;
  private feedPort = 0;

  /** @param folder an empty folder; logs stay there until `stop` removes it */
  constructor(private readonly folder: string) {
    this.broker = new Broker(path.join(folder, 'kafka'));
    this.databaseServer = new DatabaseServer(path.join(folder, 'postgres'));
  }

  get db(): Database {
    if (!this.database) throw new Error('the services have not been started');
    return this.database;
  }

  /** The port of the feed `lab`. */
  get port(): number {
    return this.feedPort;
  }

  async start(): Promise<void> {
    await Promise.all([this.broker.start(), this.databaseServer.start(), this.endpoint.listen()]);
    this.database = openDatabase({
      url: this.databaseServer.url,
      applicationName: 'field-cases',
      onError: () => undefined,
    });
    this.feedPort = await freePort();
    const lab = `${LOOPBACK}:${this.feedPort}?name=lab&timezone=Europe/London&unitAliases=MKMOL/L=umol/L`;
    const lab2 = `${LOOPBACK}:${await freePort()}?name=lab2&timezone=Europe/London&authority=RRK`;
    const urls = await prepareForServices(this.databaseServer.url);
    const own: Record<ServiceName, Settings> = {
      gateway: { MLLP_LISTEN: `${lab},${lab2}` },
      inference: { DATABASE_URL: urls.inference, CREATININE_CODES, AKI_RULE: 'nhs-england' },
      pager: { DATABASE_URL: urls.pager, PAGER_ADDRESS: this.endpoint.addressAs(LOOPBACK) },
    };
    for (const name of SERVICE_NAMES) {
      const kept = KEPT.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]]));
      this.settings.set(name, {
        ...Object.fromEntries(kept),
        KAFKA_BROKERS: this.broker.address,
        ...own[name],
      });
    }
    await Promise.all(SERVICE_NAMES.map((name) => this.startService(name)));
  }

  /** Restarts inference with other settings, calls `use`, and restarts it with its own. */
  async withInference(environment: Settings, use: () => Promise<void>): Promise<void> {
    await this.replicas.get('inference')?.stop();
    await this.startService('inference', environment);
    try {
      await use();
    } finally {
      await this.replicas.get('inference')?.stop();
      await this.startService('inference');
    }
  }

  /** Returns the exit code of a service that checks its configuration with other settings. */
  checkConfiguration(name: ServiceName, environment: Settings): Promise<number> {
    const env = { ...this.settings.get(name), ...environment };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [mainOf(name), '--check-configuration'],
        { env, timeout: LIMIT_MS },
        (error) => resolve(typeof error?.code === 'number' ? error.code : error ? 1 : 0),
      );
    });
  }

  /** Waits until everything that was accepted is decided and paged. */
  async untilDone(): Promise<void> {
    let left = '';
    const { client } = this.broker;
    const isDone = async () => (left = await workLeft({ client, db: this.db })) === '';
    await waitFor(isDone, { timeoutMs: LIMIT_MS, everyMs: LOOK_EVERY_MS, what: 'the end of all work' }).catch(
      (error: unknown) => {
        throw new Error(`${(error as Error).message}: ${left}`, { cause: error });
      },
    );
  }

  /** @param name begins with the name of its service, such as `gateway_messages_total` */
  async metric(name: string, labels: Settings = {}): Promise<number> {
    const service = SERVICE_NAMES.find((known) => name.startsWith(`${known}_`));
    const replica = service && this.replicas.get(service);
    if (!replica) throw new Error(`no service has a metric ${name}`);
    return replica.metric(name, labels);
  }

  /** The number of dead letters so far. */
  async deadLetterCount(): Promise<bigint> {
    const ends = await topicOffsets({ client: this.broker.client, groupId: 'none', topic: DEAD_LETTERS });
    return ends.reduce((sum, { logEnd }) => sum + logEnd, 0n);
  }

  async deadLetters(): Promise<DeadLetterRecord[]> {
    const letters: DeadLetterRecord[] = [];
    const { client } = this.broker;
    for await (const { messages } of readTopic({ client, topic: DEAD_LETTERS, from: 'beginning' }))
      letters.push(...messages.map(({ value }) => decodeDeadLetter(value)));
    return letters;
  }

  async stop({ keepLogs }: { keepLogs: boolean }): Promise<void> {
    await Promise.all([...this.replicas.values()].map((replica) => replica.kill()));
    await this.endpoint.close();
    await this.database?.close({ drainMs: 1_000 });
    await Promise.all([this.broker.kill(), this.databaseServer.stop()]);
    if (!keepLogs) rmSync(this.folder, { recursive: true, force: true });
  }

  private async startService(name: ServiceName, environment: Settings = {}): Promise<void> {
    const httpPort = await freePort();
    const home = path.join(this.folder, name);
    mkdirSync(home, { recursive: true });
    const replica = new ServiceReplica({
      ...{ name, httpPort, folder: home },
      main: mainOf(name),
      logFile: path.join(this.folder, `${name}.log`),
      env: { ...this.settings.get(name), HTTP_HOST: LOOPBACK, HTTP_PORT: String(httpPort), ...environment },
    });
    this.replicas.set(name, replica);
    await replica.start();
    const isReadyOrEnded = async () => replica.ends.length > 0 || (await replica.isReady());
    await waitFor(isReadyOrEnded, { timeoutMs: LIMIT_MS, what: `readiness of ${name}` });
    if (replica.ends.length > 0)
      throw new Error(`${name} ended with ${replica.ends[0]}; see ${path.join(this.folder, `${name}.log`)}`);
  }
}

const mainOf = (name: ServiceName): string => path.join(workspaceRoot(), 'apps', name, 'dist', 'main.js');
