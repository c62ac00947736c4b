import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DetachedProcess, freePort, waitFor, workspaceRoot } from '@renwatch/testing';
import { type Feed, type FeedSource } from './feed';
import { FeedBook } from './feed-book';

export interface SimulatorFeedOptions {
  source: FeedSource;
  /** Flags of the simulator besides those for its ports and its stream. */
  flags?: readonly string[];
}

interface EventLine {
  type: string;
  at: string;
  index: number;
  mrn?: string;
  time?: string;
  code?: string;
  reason?: string;
}

const LOOK_EVERY_MS = 50;
const STOP_GRACE_MS = 5_000;
const NEVER_MS = 2 ** 31;

/** The simulated hospital of the course, in the assessor's way (`--rewind=false`): the gateway dials it. */
export class SimulatorFeed implements Feed {
  readonly record = new FeedBook(() => this.eventAtMs ?? Date.now());
  readonly done: Promise<void>;
  /** The number of connections it closed because of --disconnect-every. */
  closes = 0;
  private readonly events: string;
  private readonly acknowledged = new Set<number>();
  private readBytes = 0;
  private eventAtMs: number | undefined;
  private failure: string | undefined;
  private port: Promise<number> | undefined;
  private process: DetachedProcess | undefined;
  private stopped = false;

  constructor(private readonly options: SimulatorFeedOptions) {
    const { folder, stream } = options.source;
    this.events = path.join(folder, 'simulator.jsonl');
    const isDone = () => {
      this.read();
      return this.stopped || this.failure !== undefined || this.acknowledged.size === stream.length;
    };
    this.done = waitFor(isDone, { timeoutMs: NEVER_MS, everyMs: LOOK_EVERY_MS, what: 'the end' }).then(() => {
      if (this.failure !== undefined) throw new Error(this.failure);
    });
    this.done.catch(() => undefined);
  }

  async gatewaySettings(): Promise<Readonly<Record<string, string>>> {
    this.port ??= freePort();
    return { MLLP_LISTEN: 'off', MLLP_ADDRESS: `${this.options.source.host}:${await this.port}` };
  }

  start(): void {
    this.open(this.options.flags).catch((error: unknown) => {
      this.failure = `the simulator does not start: ${String(error)}`;
    });
  }

  /** SIGTERM: from now on its port refuses, and the record holds all that it did. */
  async halt(): Promise<void> {
    await this.process?.stop({ graceMs: STOP_GRACE_MS });
    this.read();
  }

  /** Continues the stream where it stopped. */
  async open(flags: readonly string[] = []): Promise<void> {
    const { folder, messages } = this.options.source;
    const http = await freePort();
    this.process = await DetachedProcess.start({
      command: process.execPath,
      args: [
        path.join(workspaceRoot(), 'apps/simulator/dist/main.js'),
        ...[`--messages=${messages}`, `--mllp=${await this.port}`, '--pager=off', '--rewind=false'],
        ...[`--events=${this.events}`, `--resume=${path.join(folder, 'position.json')}`, `--http=${http}`],
        ...flags,
      ],
      cwd: folder,
      logFile: path.join(folder, 'simulator.log'),
      dieWithParent: true,
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.process?.kill();
    await this.done.catch(() => undefined);
  }

  /** Takes in what the simulator wrote down since the last look. */
  private read(): void {
    const text = readEvents(this.events).subarray(this.readBytes);
    const whole = text.subarray(0, text.lastIndexOf('\n') + 1);
    this.readBytes += whole.length;
    for (const line of whole.toString().split('\n').filter(Boolean)) this.take(JSON.parse(line) as EventLine);
    this.eventAtMs = undefined;
  }

  private take({ type, at, index, mrn, time, code, reason }: EventLine): void {
    this.eventAtMs = Date.parse(at);
    if (type === 'sent') this.record.sent(index, mrn && time && `${mrn},${time}`);
    if (type === 'refused') this.failure = `message ${index} was refused: ${code}`;
    if (type === 'closed' && reason === 'disconnect-every') this.closes += 1;
    if (type !== 'acked' || this.acknowledged.has(index)) return;
    this.acknowledged.add(index);
    this.record.acked(index);
  }
}

/** Returns no bytes if nothing has happened yet. */
function readEvents(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
