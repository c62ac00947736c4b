import path from 'node:path';
import { processIdentity } from '@renwatch/machine';
import { readableLine } from '../log/readable-line';
import { RotatingLog } from '../log/rotating-log';
import { type ProcessRegister } from '../processes/process-register';
import { askReadiness } from './ask-readiness';
import { launchService } from './launch-service';
import { type ServiceDefinition, type ServiceName } from './service-definition';
import { SupervisedService } from './supervised-service';
import { untilReady } from './until-ready';

export interface ServiceGroupOptions {
  logFolder: string;
  /** Of every service, beside what its definition tells it. */
  environment: Readonly<Record<string, string | undefined>>;
  register: ProcessRegister;
  say: (line: string) => void;
  /** A service ended for a reason that no other start mends: the stack has to stop. */
  onFailure: (message: string) => void;
}

interface Member {
  service: SupervisedService;
  log: RotatingLog;
}

const SHOWN_LOG_LINES = 8;

/** The services of a stack: started, watched, restarted, logged, written down, stopped. */
export class ServiceGroup {
  private readonly members = new Map<ServiceName, Member>();
  private stopping = false;

  constructor(private readonly options: ServiceGroupOptions) {}

  /** Starts it and waits until it is ready. @returns false where the stack stops meanwhile */
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

  /** Idempotent; nothing for one that was never started. */
  async stop(name: ServiceName, graceMs: number): Promise<void> {
    const member = this.members.get(name);
    if (!member) return;
    const orderly = await member.service.stop({ graceMs });
    member.log.close();
    if (!orderly) this.options.say(`${name} did not stop within ${graceMs} ms and was killed`);
  }

  /** From now on nothing is started any more, and nobody waits for readiness. */
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
