import { rmSync } from 'node:fs';
import { HL7_MESSAGES } from '@renwatch/events';
import { EXIT_CONFIGURATION } from '@renwatch/runtime';
import { loginOf, openDatabase, prepareDatabase, progressRepository, type Database } from '@renwatch/store';
import { type StackConfiguration } from './settings/config';
import { AcknowledgedCount, metricsOf } from './follow/acknowledged-count';
import { Follower } from './follow/follower';
import { SimulatorEvents } from './follow/simulator-events';
import { TopicEnds, topicReader, unprocessedMessages } from './follow/topic-ends';
import { type HomeFolder } from './settings/home-folder';
import { KeptSource, type StreamSource } from './home/kept-source';
import { alarmWatch } from './parts/alarm-watch';
import { askedSource } from './parts/asked-source';
import { handRunEnvironment, writeEnvironmentFile } from './parts/environment-file';
import { prepareHome } from './parts/prepare-home';
import { serviceList } from './parts/service-list';
import { serviceFaults } from './parts/service-faults';
import { simulatorPorts, streamAddresses } from './ports/simulator-ports';
import { cohortHistory } from './parts/cohort-history';
import { eventsFile, playsCohort, simulatorService } from './parts/simulator-service';
import { startBroker, type Broker } from './parts/start-broker';
import { startDatabase, type OwnDatabase } from './parts/start-database';
import { type ProcessRegister } from './processes/process-register';
import { PageWatch } from './report/page-watch';
import { storeTotals } from './report/store-totals';
import { ServiceGroup } from './service/service-group';
import { StackError } from './settings/stack.error';
import { stopInOrder, type StopStep } from './stop-in-order';
import { type PrometheusWatch } from './follow/prometheus-watch';

export interface StackOptions {
  configuration: StackConfiguration;
  home: HomeFolder;
  say: (line: string) => void;
  print: (line: string) => void;
  /** Called if there is no point in continuing: the stack has to be stopped. */
  onFailure: (message: string) => void;
}

const STOP_TOTAL_MS = 9_000;
const DATABASE_CONNECTIONS = 2;

/** Runs all of Renwatch on one machine: broker, database, services and simulator, until `stop()`. */
export class Stack {
  follower: Follower | undefined;
  simulator: SimulatorEvents | undefined;
  db: Database | undefined;
  private register: ProcessRegister | undefined;
  private broker: Promise<Broker> | undefined;
  private database: Promise<OwnDatabase> | undefined;
  private services: ServiceGroup | undefined;
  private topics: TopicEnds | undefined;
  private watch: PrometheusWatch | undefined;
  private stopped: Promise<void> | undefined;
  private stopping = false;

  constructor(private readonly options: StackOptions) {}

  get isStopping(): boolean {
    return this.stopping;
  }

  /** True while nothing has been started, and there is nothing to stop. */
  get isEmpty(): boolean {
    return this.register === undefined;
  }

  /** @returns false if it was stopped meanwhile. @throws StackError, or a part's error, with the remedy */
  async start(): Promise<boolean> {
    const { configuration, home, say, print, onFailure } = this.options;
    this.watch = alarmWatch({ configuration, home, say, print });
    const ports = simulatorPorts(configuration);
    const addresses = streamAddresses(configuration);
    const source = new KeptSource(home.sourceFile);
    const check = () => this.check();
    const kept = source.read();
    this.register = await prepareHome({ configuration, home, simulator: ports, kept, check, say });
    const { register } = this;
    const { environment } = configuration;
    this.services = new ServiceGroup({ logFolder: home.logs, environment, register, say, onFailure });
    this.broker = startBroker({ configuration, home, say });
    this.database = startDatabase({ configuration, home, say });
    const simulator = ports && simulatorService({ configuration, home, ports });
    if (simulator) {
      // The database holds what an earlier start saw.
      rmSync(eventsFile(home), { force: true });
      this.simulator = new SimulatorEvents({ file: eventsFile(home) });
    }
    // Faults of services show before any of them runs; broker and database start meanwhile.
    if (!configuration.fresh) await check();
    const [{ brokers }, { url, urls }] = await Promise.all([this.broker, this.database]);
    if (this.stopping) return false;
    this.topics = new TopicEnds(topicReader(brokers));
    this.db = openDatabase({ url, applicationName: 'renwatch-stack', maxConnections: DATABASE_CONNECTIONS });
    const logins = [loginOf('inference', urls.inference), loginOf('pager', urls.pager)];
    await prepareDatabase(this.db, { logins });
    // Not before: a start that fails adds nothing to the home.
    const asked = askedSource(configuration);
    const keepsNothing = configuration.kafkaBrokers !== undefined && configuration.databaseUrl !== undefined;
    const from = keepsNothing ? asked : source.keep(asked);
    const services = serviceList({
      configuration: this.played(from),
      brokers,
      databaseUrls: urls,
      ...addresses,
    });
    const variables = handRunEnvironment({ services, environment, databaseUrl: url });
    writeEnvironmentFile({ file: home.environmentFile, variables });
    const run = services.filter(({ name }) => !configuration.without.includes(name));
    // The gateway last: the stream begins when everything after it is ready.
    const behind = run.filter(({ name }) => name !== 'gateway');
    const first = [...behind, ...(simulator ? [simulator] : [])];
    const group = this.services;
    const ready = await Promise.all(first.map((definition) => group.start(definition)));
    if (this.stopping || ready.includes(false)) return false;
    await this.follow(this.db, this.topics);
    for (const definition of run.filter(({ name }) => name === 'gateway')) await group.start(definition);
    if (this.stopping) return false;
    this.watch?.start();
    return true;
  }

  /** @throws StackError (exit code 78) with every fault of every service */
  private async check(): Promise<void> {
    const faults = await serviceFaults(this.options.configuration, this.options.home);
    if (faults.length > 0) throw new StackError(faults.join('\n'), EXIT_CONFIGURATION);
  }

  /** Adds the patients' history to the synthetic hospital. */
  private played(kept: StreamSource): StackConfiguration {
    const { configuration, home } = this.options;
    if (configuration.history !== undefined || !playsCohort(configuration)) return configuration;
    // Without the simulator, the data may be another hospital's.
    if (kept.stream !== 'synthetic' || kept.history !== undefined) return configuration;
    return { ...configuration, history: cohortHistory(home.cohortHistoryFile) };
  }

  /** Counts accepted messages that are not decided. */
  async unprocessed(): Promise<number> {
    if (!this.db || !this.topics) return 0;
    const progress = await progressRepository.all(this.db, HL7_MESSAGES);
    return unprocessedMessages({ ends: await this.topics.messages(), progress });
  }

  async undeliveredPages(): Promise<number> {
    return this.db ? (await storeTotals(this.db)).undeliveredPages : 0;
  }

  /** Stops everything in order, within ten seconds. Idempotent. */
  stop(): Promise<void> {
    this.stopping = true;
    this.stopped ??= this.stopAll();
    return this.stopped;
  }

  private async follow(db: Database, topics: TopicEnds): Promise<void> {
    const gateway = new AcknowledgedCount(metricsOf(this.options.configuration.gatewayHttpPort));
    const { simulator } = this;
    const usesOwnFeed = this.options.configuration.mllpAddress === undefined;
    const watch = new PageWatch({ db, startedAtMs: Date.now() });
    const poll = async () => {
      const pages = await watch.poll();
      // Read after the pages: the simulator records a page before the pager can.
      simulator?.read();
      return pages;
    };
    this.follower = new Follower({
      pages: { poll },
      totals: () => storeTotals(db),
      deadLetters: () => topics.deadLetters(),
      acknowledged: async () => (simulator && usesOwnFeed ? simulator.acknowledged : gateway.read()),
      sentToPagedMs: ({ alertId }) => simulator?.takeLatencyMs(alertId),
      print: this.options.print,
    });
    await this.follower.start();
  }

  private async stopAll(): Promise<void> {
    const { services, follower, db, watch } = this;
    services?.beginStop();
    const service = (name: Parameters<ServiceGroup['stop']>[0], graceMs: number): StopStep => ({
      name,
      graceMs,
      stop: async (ms) => services?.stop(name, ms),
    });
    const steps: StopStep[][] = [
      // Prometheus first: a stop is no alarm.
      [{ name: 'Prometheus', graceMs: 1_000, stop: async (graceMs) => watch?.stop({ graceMs }) }],
      [service('simulator', 1_500)],
      [service('gateway', 2_500)],
      [service('inference', 2_500)],
      [service('pager', 2_500)],
      [{ name: 'the report', graceMs: 1_000, stop: async () => follower?.stop() }],
      [{ name: "the report's database", graceMs: 500, stop: async (drainMs) => db?.close({ drainMs }) }],
      [
        { name: 'PostgreSQL', graceMs: 4_000, stop: async (ms) => (await started(this.database))?.stop(ms) },
        { name: 'Kafka', graceMs: 4_000, stop: async (ms) => (await started(this.broker))?.stop(ms) },
      ],
    ];
    await stopInOrder({ steps, totalMs: STOP_TOTAL_MS, say: this.options.say });
    this.register?.close();
  }
}

/** Waits for a part that may still be starting; a part that failed to start need not be stopped. */
const started = <T>(part: Promise<T> | undefined): Promise<T | undefined> =>
  part?.catch(() => undefined) ?? Promise.resolve(undefined);
