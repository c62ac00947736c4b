import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeHospital, type HospitalFiles, type HospitalSize } from '../write-hospital';
import { compareOutcomes } from '../outcome/compare-outcomes';
import { type Outcome } from '../outcome/outcome';
import { type ScenarioResult } from './disturbance-report';
import { runScenario } from './scenario/run-scenario';
import { type Scenario } from './scenario/scenario';
import { undisturbed } from './scenarios/after-stream.scenarios';
import { Broker } from './surroundings/broker';
import { DatabaseServer } from './surroundings/database-server';

export interface WorkbenchOptions {
  say: (line: string) => void;
  /** Default: large enough for a dozen pages and for a history that is imported in parts, small enough for seconds. */
  size?: HospitalSize;
  /** The port of a proxy to the broker. */
  kafkaProxyPort?: number;
}

const SMALL: HospitalSize = { beds: 300, days: 20 };

/** Runs scenarios one after another on the same stream and compares each with an undisturbed run. */
export class Workbench {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'renwatch-disturbed-'));
  readonly broker: Broker;
  private readonly databaseServer = new DatabaseServer(path.join(this.folder, 'postgres'));
  readonly hospital: HospitalFiles;
  private expected: Outcome | undefined;
  private hasFailed = false;
  private runs = 0;

  constructor(private readonly options: WorkbenchOptions) {
    this.broker = new Broker(path.join(this.folder, 'kafka'), { proxyPort: options.kafkaProxyPort });
    this.hospital = writeHospital(this.folder, options.size ?? SMALL);
  }

  /** The outcome of the undisturbed run. @throws Error before it */
  get expectedOutcome(): Outcome {
    if (!this.expected) throw new Error('nothing ran undisturbed yet');
    return this.expected;
  }

  /** Runs undisturbed; all other runs are compared with this one. @throws Error if decisions or pages are not those of the stream */
  async undisturbed(scenario: Scenario = undisturbed): Promise<ScenarioResult> {
    const result = await this.run(scenario);
    if (!this.expected) throw new Error(`the undisturbed run failed: ${result.faults.join('; ')}`);
    const { decisions, pages, pageKeys } = this.expected;
    const owed = decisions
      .filter(({ level }) => level > 0)
      .map(({ mrn, observedLocal }) => `${mrn},${observedLocal}`);
    const owedOnce = [...new Set(owed)].sort();
    if (
      decisions.length !== this.hospital.resultCount ||
      owed.length < 5 ||
      owedOnce.join() !== pages.join() ||
      pageKeys.length !== pages.length ||
      // Without these there would be nothing to compare.
      !decisions.some(({ probability, stage }) => probability !== null && stage > 0)
    ) {
      throw new Error(
        `the undisturbed run is wrong: ${decisions.length} decisions of ${this.hospital.resultCount}, ` +
          `${pages.length} pages of ${owedOnce.length} with ${pageKeys.length} keys (${this.folder})`,
      );
    }
    return result;
  }

  /** Never throws; errors are among the faults of the result. */
  async run(scenario: Scenario): Promise<ScenarioResult> {
    const { hospital, broker, databaseServer } = this;
    const startedAtMs = Date.now();
    this.runs += 1;
    const folder = path.join(this.folder, `${String(this.runs).padStart(2, '0')}-${slug(scenario.name)}`);
    const seconds = () => ((Date.now() - startedAtMs) / 1000).toFixed(1);
    const say = (line: string) => this.options.say(`  [${seconds()} s] ${line}`);
    const common = { name: scenario.name, folder };
    try {
      await Promise.all([broker.start(), databaseServer.start()]);
      const { outcome, ...figures } = await runScenario({
        ...{ scenario, hospital, folder, say },
        broker,
        databaseServer,
      });
      this.expected ??= outcome;
      const faults = scenario.judgesItself ? [] : compareOutcomes(this.expected, outcome);
      this.hasFailed ||= faults.length > 0;
      return { ...common, faults, figures, tookMs: Date.now() - startedAtMs };
    } catch (error) {
      this.hasFailed = true;
      const faults = [error instanceof Error ? error.message : String(error)];
      return { ...common, faults, tookMs: Date.now() - startedAtMs };
    }
  }

  /** Keeps the logs if a run failed. */
  async close(): Promise<void> {
    await Promise.all([this.broker.kill(), this.databaseServer.stop()]);
    if (!this.hasFailed) this.removeFolder();
  }

  /** Enough cleanup for a process that exits at once, because its children exit with it. */
  removeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
