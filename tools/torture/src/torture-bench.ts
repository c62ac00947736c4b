import { type ScenarioResult, Workbench } from '@renwatch/e2e';
import { freePort } from '@renwatch/testing';
import { type TortureOptions, type TortureReport, TortureScenario } from './torture.scenario';

export interface TortureRun {
  readonly result: ScenarioResult;
  /** Absent if the run broke off. */
  readonly report: TortureReport | undefined;
  /** Empty if all is well. */
  readonly faults: readonly string[];
}

/** Longest time of the undisturbed stream, on a busy machine: it has 100 messages a second to send. */
const START_MS = 300_000;
const MESSAGE_MS = 100;

/** As a shell reports that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs torture after torture on one stream, each with a new database and empty topics. */
export class TortureBench {
  private constructor(
    private readonly workbench: Workbench,
    private readonly brokerPort: number,
  ) {}

  /** Runs the stream undisturbed first: all others are compared with it. */
  static async open({
    say,
    size,
  }: Pick<ConstructorParameters<typeof Workbench>[0], 'say' | 'size'>): Promise<TortureBench> {
    const kafkaProxyPort = await freePort();
    const workbench = new Workbench({ say, kafkaProxyPort, ...(size ? { size } : {}) });
    for (const [signal, exitCode] of Object.entries(INTERRUPTED)) {
      process.once(signal, () => {
        workbench.removeFolder();
        process.exit(exitCode);
      });
    }
    const bench = new TortureBench(workbench, kafkaProxyPort);
    try {
      const feedLimitMs = START_MS + MESSAGE_MS * workbench.hospital.messageCount;
      await workbench.undisturbed({ name: 'undisturbed', feedLimitMs, disturb: () => Promise.resolve() });
    } catch (error) {
      await bench.close();
      throw error;
    }
    return bench;
  }

  get messageCount(): number {
    return this.workbench.hospital.messageCount;
  }

  async run(options: Omit<TortureOptions, 'workbench' | 'brokerPort'>): Promise<TortureRun> {
    const { workbench, brokerPort } = this;
    const scenario = new TortureScenario({ ...options, workbench, brokerPort });
    const result = await workbench.run(scenario);
    const { report } = scenario;
    const breaches = report?.breaches ?? [];
    const faults = [
      ...breaches.map(({ rule, cases }) => `${cases.length} ${rule}: ${cases.slice(0, 3).join('; ')}`),
      ...(report?.otherFaults ?? []),
      ...result.faults,
    ];
    return { result, report, faults };
  }

  async close(): Promise<void> {
    await this.workbench.close();
  }

  /** Removes the logs, which a failed run keeps. */
  removeLogs(): void {
    this.workbench.removeFolder();
  }
}
