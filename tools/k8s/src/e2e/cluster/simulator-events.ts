import { type ChildProcess, spawn } from 'node:child_process';
import { type Kubectl } from './kubectl';

/** A line of the simulator's events file (apps/simulator/README.md); only the fields used here. */
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

/** Path in the simulator's pod, on a volume that outlives the pod. */
export const EVENTS_FILE = '/var/lib/simulator/events.jsonl';
const RETRY_AFTER_MS = 1_000;

/** Follows the simulator's events file from pod to pod, reading each line once. */
export class SimulatorEvents {
  readonly all: SimulatorEvent[] = [];
  private readBytes = 0;
  private child: ChildProcess | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly kubectl: Kubectl) {}

  /** Follows until `stop`; reconnects when a pod goes or the cluster does not answer. */
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
      if (!this.stopped) this.retry = setTimeout(() => this.follow(), RETRY_AFTER_MS);
    });
  }

  /** Idempotent. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.child?.kill();
  }

  count(type: string): number {
    return this.all.filter((event) => event.type === type).length;
  }

  get ended(): boolean {
    return this.all.some(({ type }) => type === 'end');
  }

  /** Number of distinct acknowledged messages. */
  get acknowledged(): number {
    return new Set(this.all.filter(({ type }) => type === 'acked').map(({ index }) => index)).size;
  }

  /** Distinct pages as `mrn,time`, sorted. */
  get pages(): string[] {
    return [...new Set(this.allPages())].sort();
  }

  /** Distinct pairs of page and Idempotency-Key as `mrn,time key`, sorted. */
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
