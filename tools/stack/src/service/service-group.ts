import path from 'node:path';
import { processIdentity } from '@renwatch/machine';
import { readableLine } from '../log/readable-line';
import { RotatingLog } from '../log/rotating-log';
import { type ProcessRegister } from '../processes/process-register';
import { launchService } from './launch-service';
import { type ServiceName } from '../settings/config';
import { type ServiceDefinition } from './service-definition';
import { SupervisedService } from './supervised-service';
import { askReadiness, untilReady } from './until-ready';

export interface ServiceGroupOptions {
  logFolder: string;
  /** Variables of every service, added to those of its definition. */
  environment: Readonly<Record<string, string | undefined>>;
  register: ProcessRegister;
  say: (line: string) => void;
  /** Called if another start of a service would fail alike: the stack has to stop. */
  onFailure: (message: string) => void;
}

interface Member {
  service: SupervisedService;
  log: RotatingLog;
}

const SHOWN_LOG_LINES = 8;

/** Starts, watches, restarts, logs, registers and stops the services of a stack. */
export class ServiceGroup {
  private readonly members = new Map<ServiceName, Member>();
  private stopping = false;

  constructor(private readonly options: ServiceGroupOptions) {}

  /** Starts a service and waits until it is ready. @returns false if the stack stops meanwhile */
  async start(definition: ServiceDefinition): Promise<boolean> {
    const { say } = this.options;
    const { name, httpPort } = definition;
    if (this.stopping) return false;
    const begun = Date.now();
    const { environment } = this.options;
    const log = new RotatingLog({ file: path.join(this.options.logFolder, `${name}.log`) });
    const service = new SupervisedService({
      launch: () => launchService({ definition, log, environment }),
      events: this.eventsOf(name, log),
    });
    this.members.set(name, { service, log });
    service.start();
    const ask = () => askReadiness(httpPort);
    const ready = await untilReady({ name, ask, say, isOver: () => this.stopping });
    if (ready) say(`${name}: ready (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    return ready;
  }

  /** Idempotent; does nothing for a service that was never started. */
  async stop(name: ServiceName, graceMs: number): Promise<void> {
    const member = this.members.get(name);
    if (!member) return;
    const orderly = await member.service.stop({ graceMs });
    member.log.close();
    if (!orderly) this.options.say(`${name} did not stop within ${graceMs} ms and was killed`);
  }

  /** From now on no service is started, and nobody waits for readiness. */
  beginStop(): void {
    this.stopping = true;
  }

  private eventsOf(name: ServiceName, log: RotatingLog) {
    const { register, say, onFailure, logFolder } = this.options;
    const where = path.join(logFolder, `${name}.log`);
    return {
      started: (pid: number) => {
        void processIdentity(pid).then((identity) => {
          if (identity !== undefined) register.add({ name, pid, identity });
        });
      },
      ended: (pid: number) => register.remove(name, pid),
      restarting: (how: string, delayMs: number) => {
        say(
          `${name} ended unexpectedly (${how}); restarting in ${(delayMs / 1000).toFixed(1)} s; log: ${where}`,
        );
      },
      failed: (how: string) => {
        const lines = log.lastLines(SHOWN_LOG_LINES).map((line) => `    ${readableLine(line)}`);
        onFailure([`${name} cannot run as it is configured (${how}):`, ...lines].join('\n'));
      },
    };
  }
}
