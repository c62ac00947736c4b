import {
  compareOutcomes,
  DialInFeed,
  type Outcome,
  type Scenario,
  type ScenarioRun,
  type ServiceName,
  type ServiceReplica,
  type Workbench,
} from '@renwatch/e2e';
import { type Database, openDatabase } from '@renwatch/store';
import { type Breach, check } from './checker/check';
import { type Evidence, type SentMessage } from './checker/evidence';
import { readEvidence } from './checker/read-evidence';
import { Peers } from './peers/peers';
import { type PlannedFault } from './plan/fault-plan';
import { strikeAll, type Struck } from './strike';
import { DatabaseSwitches } from './surroundings/database-switches';
import { Links } from './surroundings/links';

export interface TortureOptions {
  readonly workbench: Workbench;
  readonly brokerPort: number;
  readonly seed: number;
  readonly plan: readonly PlannedFault[];
  /** How long the stream lasts if nothing stands still. */
  readonly forMs: number;
  /** Longest time from the end of the stream to the end of all work. */
  readonly settleMs: number;
  /** A file that a service loads before its own code: a planted bug. */
  readonly preload?: Partial<Record<ServiceName, string>>;
  /**
   * The point where the first replica of a service is frozen, `point:passing:freeze`; it wakes when the group has put it
   * out, and goes on as if nothing had happened.
   */
  readonly freeze?: { readonly service: ServiceName; readonly at: string };
  readonly onFault: (name: string, atMs: number) => void;
}

/** Tells what happened in a run of torture that came to its end. */
export interface TortureReport {
  readonly struck: readonly Struck[];
  readonly evidence: Evidence;
  readonly breaches: readonly Breach[];
  /** Whatever else was wrong: work left, decisions that differ, processes that ended by themselves. */
  readonly otherFaults: readonly string[];
}

/** The stream may end much later than the faults: while most parts are away, it stands still. */
const SPARE_MS = 300_000;
/** A replica that lost its database learns of it, and of its return, within a query's time-out. */
const AFTERMATH_MS = 25_000;
const CLOSE_MS = 1_000;
/** More than the session time-out of a group, 10 s, and the time in which the other replica takes over. */
const PUT_OUT_MS = 15_000;

/**
 * Two replicas of each service under a plan of faults, then judged by the checker. `report` is there after a run that came
 * to its end; a run that did not has thrown.
 */
export class TortureScenario implements Scenario {
  readonly name: string;
  readonly replicas = { gateway: 2, inference: 2, pager: 2 };
  readonly judgesItself = true;
  readonly byName = true;
  /** A page that may have arrived is repeated sooner than usual: a run need not last for minutes after its faults. */
  readonly settings = { pager: { PAGER_MAX_REPEAT_BACKOFF_MS: '8000' } };
  readonly feedLimitMs: number;
  readonly preload: Partial<Record<ServiceName, string>>;
  readonly crash?: NonNullable<Scenario['crash']>;
  report: TortureReport | undefined;
  private readonly links: Links;
  private readonly peers: Peers;
  private readonly expectedEnds = new Map<ServiceReplica, RegExp[]>();
  private feedOfRun: DialInFeed | undefined;
  private database: Database | undefined;
  private struck: readonly Struck[] = [];

  constructor(private readonly options: TortureOptions) {
    const { seed, plan, forMs, preload = {}, workbench, brokerPort } = options;
    this.name = `torture with ${plan.length} faults, seed ${seed}`;
    this.feedLimitMs = 2 * forMs + SPARE_MS;
    this.preload = preload;
    if (options.freeze) this.crash = options.freeze;
    this.links = new Links({ brokerPort, brokerListener: () => workbench.broker.proxiedListener });
    this.peers = new Peers(() => this.links.gatewayPorts);
  }

  readonly feed: NonNullable<Scenario['feed']> = (source) => {
    const { workbench, forMs } = this.options;
    const messagesPerSecond = (workbench.hospital.messageCount / forMs) * 1_000;
    const link = (port: number) => this.links.toGateway(port);
    return (this.feedOfRun = new DialInFeed({ source, messagesPerSecond, link }));
  };

  readonly between: NonNullable<Scenario['between']> = async (places, names) => {
    this.database = openDatabase({
      url: places.databaseUrl,
      applicationName: 'torture',
      onError: () => undefined,
    });
    await new DatabaseSwitches(this.database).installClock();
    return this.links.open(places, names);
  };

  async disturb(run: ScenarioRun): Promise<void> {
    const { database, feedOfRun: feed, links, peers } = this;
    if (!database || !feed) throw new Error('the run was not prepared');
    const switches = new DatabaseSwitches(database);
    await switches.installTriggers();
    const expectEnd = (replica: ServiceReplica, end: RegExp): void =>
      void this.expectedEnds.set(replica, [...(this.expectedEnds.get(replica) ?? []), end]);
    const target = { run, feed, links, switches, peers, expectEnd };
    [this.struck] = await Promise.all([strikeAll(target, this.options), this.wakeWhenPutOut(run)]);
    await Promise.all([run.untilReady(), peers.done()]);
  }

  async check(run: ScenarioRun): Promise<void> {
    const otherFaults = [
      ...(await workLeft(run, this.options.settleMs)),
      ...this.differences(await run.outcome()),
      ...unexpectedEnds(run, this.expectedEnds),
    ];
    const evidence = await this.evidence(run);
    this.report = { struck: this.struck, evidence, breaches: check(evidence), otherFaults };
  }

  async close(): Promise<void> {
    this.peers.stop();
    await this.links.close();
    await this.database?.close({ drainMs: CLOSE_MS });
  }

  private async wakeWhenPutOut(run: ScenarioRun): Promise<void> {
    const { freeze } = this.options;
    if (!freeze) return;
    const replica = run.replica(freeze.service);
    await run.until(`the freeze of ${replica.name}`, () => replica.isFrozen);
    await run.lastFor(PUT_OUT_MS);
    replica.signal('SIGCONT');
  }

  private async evidence(run: ScenarioRun): Promise<Evidence> {
    const { workbench } = this.options;
    const recorded = await readEvidence({ client: run.broker.client, db: run.db });
    return {
      ...recorded,
      sent: [...this.sentByHospital(), ...this.peers.sent],
      pages: run.endpoint.posts,
      expectedPages: new Set([...workbench.expectedOutcome.pages, ...this.peers.expectedPages]),
      lostAnswers: this.struck
        .filter(({ fault }) => fault.losesAnswers)
        .map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs + AFTERMATH_MS })),
    };
  }

  private sentByHospital(): SentMessage[] {
    return this.options.workbench.hospital.stream.flatMap(({ bytes, mrn, result }, index) => {
      const times = this.feedOfRun?.record.timesOf(index);
      const results = result ? [`${mrn},${result.local}`] : [];
      return times ? [{ raw: Buffer.from(bytes).toString('base64'), mrn, results, ...times }] : [];
    });
  }

  /** Decisions of the hospital's stream that differ from the undisturbed run's. */
  private differences({ decisions }: Outcome): string[] {
    const { decisions: expected } = this.options.workbench.expectedOutcome;
    const peers = new Set(this.peers.sent.map(({ mrn }) => mrn));
    const pages = { pages: [], pageKeys: [] };
    const ofHospital = decisions.filter(({ mrn }) => !peers.has(mrn));
    return compareOutcomes({ decisions: expected, ...pages }, { decisions: ofHospital, ...pages });
  }
}

async function workLeft(run: ScenarioRun, limitMs: number): Promise<string[]> {
  return run.untilDone(limitMs).then(
    () => [],
    (error: unknown) => [(error as Error).message],
  );
}

/** Ends of processes that no fault explains. */
function unexpectedEnds(
  run: ScenarioRun,
  expected: ReadonlyMap<ServiceReplica, readonly RegExp[]>,
): string[] {
  return run.allReplicas.flatMap((replica) => {
    const patterns = expected.get(replica) ?? [];
    const { ends, name } = replica;
    if (ends.length === patterns.length && ends.every((end, at) => patterns[at]?.test(end))) return [];
    return [`a ${name} ended with ${ends.join(', ') || 'nothing'}, not ${patterns.join(', ') || 'nothing'}`];
  });
}
