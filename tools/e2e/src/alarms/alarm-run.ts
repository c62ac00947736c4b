import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import {
  ALARM_GROUPS,
  fasterAlarms,
  findMonitoringProgram,
  PrometheusClient,
  renderRules,
  startPrometheus,
  type RunningPrometheus,
} from '@renwatch/monitoring';
import { freePort, waitFor } from '@renwatch/testing';
import { type HospitalFiles } from '../write-hospital';
import { AlarmRecorder } from './alarm-recorder';
import { AlarmStack } from './alarm-stack';
import { type Fault, type FaultResult } from './fault';
import { fullDiskProgram } from './full-disk';
import { injectFault, until, untilCleared } from './observe-fault';
import { panelProblems, panelQueries, type PanelResult } from './panel-queries';

export interface AlarmRunOptions {
  folder: string;
  hospital: HospitalFiles;
  say: (line: string) => void;
}

/** Alarms wait and look back for two minutes as if they were an hour. More would take a stall of this machine for a fault. */
export const FACTOR = 30;
/** Greatest age of the newest sample while Prometheus scrapes. */
const FRESH_SECONDS = 5;
const UP_LIMIT_MS = 120_000;
const QUIET_LIMIT_MS = 420_000;
const PAGES = 3;
const RUNBOOKS = 'docs/runbooks';

interface Watching {
  prometheus: RunningPrometheus;
  client: PrometheusClient;
}

/** A running Renwatch beside a Prometheus with the rules that ship, at times that are shortened for faults. */
export class AlarmRun {
  private readonly started: RunningPrometheus[] = [];
  private main: (Watching & { recorder: AlarmRecorder }) | undefined;

  private constructor(
    private readonly options: AlarmRunOptions,
    private readonly program: string,
    private readonly stack: AlarmStack,
  ) {}

  /** @throws Error if there is no Prometheus, or Renwatch does not start */
  static async start(options: AlarmRunOptions): Promise<AlarmRun> {
    const program = findMonitoringProgram('prometheus');
    if (program === undefined)
      throw new Error('there is no prometheus: install it, or name it with PROMETHEUS=…');
    const run = new AlarmRun(options, program, await AlarmStack.start(options));
    const watching = await run.watch('prometheus', renderRules(RUNBOOKS, fasterAlarms(ALARM_GROUPS, FACTOR)));
    const recorder = new AlarmRecorder({ firing: () => watching.client.firing() });
    recorder.start();
    run.main = { ...watching, recorder };
    return run;
  }

  /** Injects one fault after the other, then waits until no critical alarm fires. */
  async faults(faults: readonly Fault[]): Promise<FaultResult[]> {
    const { say } = this.options;
    const { stack } = this;
    const { recorder } = this.watching;
    const ends: Promise<FaultResult>[] = [];
    for (const [index, fault] of faults.entries()) {
      say(`${index + 1} of ${faults.length}: ${fault.name}`);
      const mended = await injectFault({ fault, stack, recorder });
      const end = untilCleared({ ...mended, recorder });
      if (!fault.clearsMeanwhile) await end;
      ends.push(end);
    }
    const results = await Promise.all(ends);
    say('waiting until every critical alarm has cleared');
    const critical = () => recorder.firing.filter(({ alarm }) => alarm.severity === 'critical');
    await until(() => critical().length === 0, QUIET_LIMIT_MS);
    const left = critical().map(({ key }) => `${key} did not clear after the faults`);
    const last = results.at(-1);
    if (last && left.length > 0) results.push({ ...last, problems: [...last.problems, ...left] });
    return results;
  }

  async panels(): Promise<{ results: PanelResult[]; problems: string[] }> {
    const { client } = this.watching;
    const results = await panelQueries((expr) => client.values(expr));
    return { results, problems: panelProblems(results) };
  }

  /** Kills Prometheus, then runs one whose disk is full. @returns what Renwatch did not do meanwhile */
  async withoutPrometheus(): Promise<string[]> {
    const { say, folder } = this.options;
    const { recorder, prometheus } = this.watching;
    await recorder.stop();
    await prometheus.kill();
    const problems = await this.goesOn('Prometheus killed');
    const program = fullDiskProgram(folder, this.program);
    if (program === undefined) {
      say('Prometheus with a full disk: skipped, because no file system can be mounted here');
      return problems;
    }
    const full = await this.launch('full-disk', renderRules(RUNBOOKS), program);
    const stored = async () => (await full.client.newestSampleAgeSeconds()) ?? Infinity;
    let hasEnded = false;
    void full.prometheus.ended.then(() => (hasEnded = true));
    await waitFor(async () => hasEnded || (await stored().catch(() => 0)) > FRESH_SECONDS, {
      timeoutMs: UP_LIMIT_MS,
      what: 'a full disk of Prometheus',
    });
    say(`Prometheus with a full disk ${hasEnded ? 'has ended' : 'stores nothing'}`);
    return [...problems, ...(await this.goesOn('Prometheus with a full disk'))];
  }

  /** Watches with the rules as they ship. @returns each alarm but Watchdog that fired */
  async undisturbed(minutes: number): Promise<string[]> {
    if (minutes === 0) return [];
    this.options.say(`${minutes} undisturbed minutes, with the times of alarms as they ship`);
    const { client } = await this.watch('undisturbed', renderRules(RUNBOOKS));
    const recorder = new AlarmRecorder({ firing: () => client.firing() });
    recorder.start();
    await pause(minutes * 60_000);
    await recorder.stop();
    const keys = [...new Set(recorder.records.map(({ key }) => key))];
    this.options.say(`raised: ${keys.join(', ') || 'nothing'}`);
    const wrong = keys.filter((key) => key !== 'Watchdog').map((key) => `${key} was raised without a fault`);
    return keys.includes('Watchdog') ? wrong : [...wrong, 'Watchdog was not raised'];
  }

  async stop(): Promise<void> {
    await this.main?.recorder.stop();
    await Promise.all(this.started.map((prometheus) => prometheus.kill()));
    await this.stack.stop();
  }

  private get watching(): Watching & { recorder: AlarmRecorder } {
    if (!this.main) throw new Error('Prometheus was not started');
    return this.main;
  }

  /** Starts a Prometheus and waits until it has scraped every service: before, each would seem down. */
  private async watch(name: string, rules: string): Promise<Watching> {
    const watching = await this.launch(name, rules, this.program);
    const { client } = watching;
    const isWatching = async () =>
      (await client.values('up == 1')).length === this.stack.targets.length &&
      (await client.firing()).every(({ name: alarm }) => alarm !== 'ServiceDown');
    await waitFor(isWatching, { timeoutMs: UP_LIMIT_MS, what: 'a Prometheus that scrapes every service' });
    return watching;
  }

  private async launch(name: string, rules: string, program: string): Promise<Watching> {
    const port = await freePort();
    const folder = path.join(this.options.folder, name);
    const logFile = path.join(this.options.folder, `${name}.log`);
    const { targets } = this.stack;
    const prometheus = startPrometheus({ program, folder, port, rules, targets, logFile });
    this.started.push(prometheus);
    return { prometheus, client: new PrometheusClient(`http://127.0.0.1:${port}`) };
  }

  /** Waits for some more pages. */
  private async goesOn(fault: string): Promise<string[]> {
    const { endpoint } = this.stack;
    const wanted = endpoint.taken.length + PAGES;
    const paged = await until(() => endpoint.taken.length >= wanted, UP_LIMIT_MS);
    const ready = await this.stack.isReady();
    this.options.say(`${fault}: ${paged && ready ? 'services stay ready and page' : 'DISTURBED'}`);
    return [
      ...(paged ? [] : [`${fault}: no ${PAGES} pages came`]),
      ...(ready ? [] : [`${fault}: a service is not ready`]),
    ];
  }
}
