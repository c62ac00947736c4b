import { type ChildProcess, spawn } from 'node:child_process';
import { type Kubectl } from './kubectl';

/** A line of the simulator's events file (apps/simulator/README.md), as far as it is read here. */
export interface SimulatorEvent {
  type: string;
  /** ISO 8601, UTC. */
  at: string;
  index?: number;
  mrn?: string;
  time?: string;
  idempotencyKey?: string;
  otherTimes?: readonly string[];
}

/** In the simulator's pod, on a volume that outlives it. */
export const EVENTS_FILE = '/var/lib/simulator/events.jsonl';
const AGAIN_AFTER_MS = 1_000;

/** Follows what the simulator writes, from pod to pod, each line once. */
export class SimulatorEvents {
  readonly all: SimulatorEvent[] = [];
  private readBytes = 0;
  private child: ChildProcess | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly kubectl: Kubectl) {}

  /** Until `stop`; a pod that goes or a cluster that does not answer is asked again. */
  follow(): void {
    const tail = ['tail', '--follow=name', '--retry', `--bytes=+${this.readBytes + 1}`, EVENTS_FILE];
    const args = ['--namespace', this.kubectl.namespace, 'exec', 'deployment/simulator', '--', ...tail];
    const child = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.child = child;
    let rest = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      const text = Buffer.concat([rest, chunk]);
      const whole = text.subarray(0, text.lastIndexOf('\n') + 1);
      rest = text.subarray(whole.length);
      this.take(whole);
    });
    child.on('error', () => undefined);
    child.on('close', () => {
      if (!this.stopped) this.again = setTimeout(() => this.follow(), AGAIN_AFTER_MS);
    });
  }

  /** Idempotent. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.again);
    this.child?.kill();
  }

  count(type: string): number {
    return this.all.filter((event) => event.type === type).length;
  }

  get ended(): boolean {
    return this.all.some(({ type }) => type === 'end');
  }

  /** Messages acknowledged, each once. */
  get acknowledged(): number {
    return new Set(this.all.filter(({ type }) => type === 'acked').map(({ index }) => index)).size;
  }

  /** Each page once, `mrn,time`, sorted. */
  get pages(): string[] {
    return [...new Set(this.allPages())].sort();
  }

  /** `mrn,time key` of each page and each Idempotency-Key it came with, once, sorted. */
  get pageKeys(): string[] {
    return [...new Set(this.pageEvents().map((event) => `${pageOf(event)} ${event.idempotencyKey}`))].sort();
  }

  get repeatedPages(): number {
    const all = this.allPages();
    return all.length - new Set(all).size;
  }

  private allPages(): string[] {
    return this.pageEvents().map(pageOf);
  }

  private pageEvents(): SimulatorEvent[] {
    return this.all.filter(({ type }) => type === 'page');
  }

  private take(lines: Buffer): void {
    this.readBytes += lines.length;
    for (const line of lines.toString().split('\n'))
      if (line) this.all.push(JSON.parse(line) as SimulatorEvent);
  }
}

const pageOf = ({ mrn, time }: SimulatorEvent): string => `${mrn},${time}`;
