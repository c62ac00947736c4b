import { type Outcome } from '@renwatch/e2e';
import { waitFor } from '@renwatch/testing';
import { run } from '../../process/run';
import { Kubectl } from './kubectl';
import { Records } from './records';
import { SERVICES } from './services';
import { SimulatorEvents } from './simulator-events';
import { type StreamFacts } from './stream-facts';
import { renderTrial, type TrialOptions } from './trial-overlay';
import { Workload } from './workload';

const START_TIMEOUT_MS = 600_000;
const WIPE_TIMEOUT_MS = 300_000;
const QUIET_TIMEOUT_MS = 300_000;
const END_TIMEOUT_MS = 3_600_000;
/** Long enough for the after-effects of a disturbance to show. */
const QUIET_MS = 8_000;
const LOOK_EVERY_MS = 2_000;
const REPORT_EVERY_MS = 30_000;
const PARTS = [
  'statefulset/kafka',
  'statefulset/postgres',
  'deployment/simulator',
  'deployment/gateway',
  'deployment/inference',
  'deployment/pager',
];

/** One replay of the synthetic hospital on the cluster, in its own namespace. */
export class Trial {
  readonly kubectl: Kubectl;
  readonly events: SimulatorEvents;
  private readonly records: Records;

  constructor(
    private readonly options: TrialOptions,
    private readonly say: (line: string) => void,
  ) {
    this.kubectl = new Kubectl(options.namespace);
    this.events = new SimulatorEvents(this.kubectl);
    this.records = new Records(this.kubectl);
  }

  /** Applies everything to an empty namespace and waits until all is ready and messages are acknowledged. */
  async start(): Promise<void> {
    await this.kubectl.wipe(WIPE_TIMEOUT_MS);
    const input = renderTrial(this.options);
    await run('kubectl', ['apply', '--filename=-'], { input, timeoutMs: START_TIMEOUT_MS });
    for (const part of PARTS) await this.kubectl.rolledOut(part, START_TIMEOUT_MS);
    this.events.follow();
    await this.until('the first acknowledgement', START_TIMEOUT_MS, () => this.events.acknowledged > 0);
    this.say(`${this.options.namespace}: everything is up, messages are acknowledged`);
  }

  /** Restarts of the services' containers, by pod. */
  async restarts(): Promise<Map<string, number>> {
    const pods = await Promise.all(SERVICES.map((service) => new Workload(this.kubectl, service).pods()));
    return new Map(
      pods.flat().map(({ metadata, status }) => {
        const [container] = status.containerStatuses ?? [];
        return [metadata.name, container?.restartCount ?? 0];
      }),
    );
  }

  /** Waits until the condition holds; checks every other second. */
  untilSeen(condition: string, holds: () => boolean): Promise<void> {
    return this.until(condition, QUIET_TIMEOUT_MS, holds);
  }

  deadLetters(): Promise<number> {
    return this.records.deadLetters();
  }

  /** Waits at least a moment, until the feed flows and no page is due. */
  async untilQuiet(): Promise<void> {
    const since = this.events.acknowledged;
    const beganMs = performance.now();
    const quiet = async () => {
      const flows = this.events.ended || this.events.acknowledged > since;
      return performance.now() - beganMs >= QUIET_MS && flows && (await this.records.duePages()) === 0;
    };
    await this.until('acknowledgements and no page due', QUIET_TIMEOUT_MS, quiet);
  }

  /** Plays the rest of the stream as fast as it is acknowledged. */
  async hurry(): Promise<void> {
    await this.kubectl.run(['set', 'env', 'deployment/simulator', 'SIMULATOR_SPEED=max']);
    await new Workload(this.kubectl, 'simulator').untilReady();
  }

  /** Waits until every message is acknowledged, every result decided and every page delivered. */
  async end({ messageCount, resultCount }: StreamFacts): Promise<Outcome> {
    let reportedMs = performance.now();
    await this.until(`the acknowledgement of ${messageCount} messages`, END_TIMEOUT_MS, () => {
      const { acknowledged } = this.events;
      if (performance.now() - reportedMs >= REPORT_EVERY_MS) {
        reportedMs = performance.now();
        this.say(`${acknowledged} of ${messageCount} messages acknowledged`);
      }
      return acknowledged >= messageCount;
    });
    await this.until(`${resultCount} decisions and no page due`, QUIET_TIMEOUT_MS, async () => {
      const decided = await this.records.decisionCount();
      return decided >= resultCount && (await this.records.duePages()) === 0;
    });
    const decisions = await this.records.decisions();
    await this.until('the last page', QUIET_TIMEOUT_MS, async () => (await this.records.duePages()) === 0);
    const { pages, pageKeys } = this.events;
    return { decisions, pages, pageKeys };
  }

  /** Stops following the simulator and leaves the namespace as it is. Idempotent. */
  leave(): void {
    this.events.stop();
  }

  async wipe(): Promise<void> {
    this.leave();
    await this.kubectl.wipe(WIPE_TIMEOUT_MS);
  }

  /** Retries, because a disturbed cluster may fail to answer. */
  private until(
    condition: string,
    timeoutMs: number,
    holds: () => boolean | Promise<boolean>,
  ): Promise<void> {
    return waitFor(holds, { timeoutMs, what: condition, everyMs: LOOK_EVERY_MS });
  }
}
