import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FaultProxy, freePort, prepareForServices, waitFor, workspaceRoot } from '@renwatch/testing';
import { SERVICE_NAMES, type ServiceName } from '../disturbed/services/service-name';
import { ServiceReplica } from '../disturbed/services/service-replica';
import { Broker } from '../disturbed/surroundings/broker';
import { DatabaseServer } from '../disturbed/surroundings/database-server';
import { PageEndpoint } from '../disturbed/surroundings/page-endpoint';
import { type HospitalFiles } from '../write-hospital';
import { Traffic } from './traffic';

export interface AlarmStackOptions {
  /** An empty folder; logs stay there. */
  folder: string;
  hospital: HospitalFiles;
}

const LIMIT_MS = 180_000;
const LOOPBACK = '127.0.0.1';
/** The variables that a service inherits from this process. */
const KEPT = ['PATH', 'HOME', 'LANG'];
/** Short, so that a fault shows within the shortened times of the alarms. */
const GATEWAY = { KAFKA_SEND_TIMEOUT_MS: '1000', FEED_SESSION_TIMEOUT_MS: '6000' };
const SILENCE_LIMIT_MS = 10_000;

/** All of Renwatch with a hospital that keeps sending, and with handles for every fault. */
export class AlarmStack {
  readonly broker: Broker;
  readonly databaseServer: DatabaseServer;
  readonly endpoint = new PageEndpoint();
  /** The gateway's way to the broker. */
  readonly gatewayLink: FaultProxy;
  /** The model fails while this file exists. */
  readonly modelFault: string;
  private readonly replicas = new Map<ServiceName, ServiceReplica>();
  private readonly metricPorts: number[] = [];
  private hospital: Traffic | undefined;
  private dialled: Server | undefined;

  private constructor(
    private readonly options: AlarmStackOptions,
    proxyPort: number,
  ) {
    const at = (name: string) => path.join(options.folder, name);
    this.broker = new Broker(at('kafka'), { proxyPort });
    this.databaseServer = new DatabaseServer(at('postgres'));
    this.gatewayLink = new FaultProxy({ target: () => this.broker.proxiedListener, port: proxyPort });
    this.modelFault = at('model-fails');
  }

  static async start(options: AlarmStackOptions): Promise<AlarmStack> {
    const stack = new AlarmStack(options, await freePort());
    await stack.startAll();
    return stack;
  }

  get traffic(): Traffic {
    if (!this.hospital) throw new Error('the hospital sends nothing yet');
    return this.hospital;
  }

  /** `host:port` of each service's metrics. */
  get targets(): string[] {
    return this.metricPorts.map((port) => `${LOOPBACK}:${port}`);
  }

  service(name: ServiceName): ServiceReplica {
    const replica = this.replicas.get(name);
    if (!replica) throw new Error(`${name} was not started`);
    return replica;
  }

  async untilReady(): Promise<void> {
    await waitFor(() => this.isReady(), {
      timeoutMs: LIMIT_MS,
      everyMs: 100,
      what: 'readiness of every service',
    });
  }

  async isReady(): Promise<boolean> {
    const ready = await Promise.all([...this.replicas.values()].map((replica) => replica.isReady()));
    return ready.every(Boolean);
  }

  async stop(): Promise<void> {
    await this.hospital?.stop();
    await Promise.all([...this.replicas.values()].map((replica) => replica.kill()));
    this.dialled?.close();
    await this.endpoint.close();
    await this.gatewayLink.close();
    this.databaseServer.thaw();
    await Promise.all([this.broker.kill(), this.databaseServer.stop()]);
  }

  private async startAll(): Promise<void> {
    const { broker, databaseServer, endpoint, gatewayLink } = this;
    const { folder, hospital } = this.options;
    await Promise.all([broker.start(), databaseServer.start(), endpoint.listen(), gatewayLink.listen()]);
    const urls = await prepareForServices(databaseServer.url);
    const ports = { lab: await freePort(), ward: await freePort() };
    const common = { FEEDS_FILE: await this.writeFeeds(ports), KAFKA_BROKERS: broker.address };
    const own: Record<ServiceName, Record<string, string>> = {
      gateway: { ...GATEWAY, KAFKA_BROKERS: gatewayLink.address },
      inference: {
        DATABASE_URL: urls.inference,
        HISTORY_CSV: hospital.history,
        NODE_OPTIONS: `--require=${path.join(__dirname, 'model.preload.js')}`,
        E2E_MODEL_FAILS: this.modelFault,
      },
      pager: { DATABASE_URL: urls.pager, PAGER_ADDRESS: endpoint.addressAs(LOOPBACK) },
    };
    const kept = KEPT.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    for (const name of SERVICE_NAMES) {
      const httpPort = await freePort();
      const home = path.join(folder, name);
      mkdirSync(home, { recursive: true });
      const http = { HTTP_HOST: LOOPBACK, HTTP_PORT: String(httpPort) };
      const replica = new ServiceReplica({
        ...{ name, httpPort, folder: home },
        main: path.join(workspaceRoot(), 'apps', name, 'dist', 'main.js'),
        logFile: path.join(folder, `${name}.log`),
        env: { ...Object.fromEntries(kept), ...common, ...own[name], ...http },
      });
      this.replicas.set(name, replica);
      this.metricPorts.push(httpPort);
      await replica.start();
    }
    await this.untilReady();
    this.hospital = new Traffic({ stream: hospital.stream, ports });
    this.hospital.start();
  }

  /** Two feeds that dial in, and one that is dialled and sends nothing. */
  private async writeFeeds({ lab, ward }: Record<'lab' | 'ward', number>): Promise<string> {
    this.dialled = createServer(() => undefined);
    const radiology = await freePort();
    await once(this.dialled.listen(radiology, LOOPBACK), 'listening');
    const file = path.join(this.options.folder, 'feeds.yaml');
    const lines = [
      'feeds:',
      `  - { name: lab, listen: '${LOOPBACK}:${lab}', silenceLimitMs: ${SILENCE_LIMIT_MS} }`,
      `  - { name: ward, listen: '${LOOPBACK}:${ward}' }`,
      `  - { name: radiology, dial: '${LOOPBACK}:${radiology}' }`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }
}
