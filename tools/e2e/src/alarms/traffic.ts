import { setTimeout as pause } from 'node:timers/promises';
import { MllpSender } from '@renwatch/mllp';
import { type HospitalFiles } from '../write-hospital';

export interface TrafficOptions {
  stream: HospitalFiles['stream'];
  /** The port of each feed. Messages of a patient all go to the same feed, in order. */
  ports: Readonly<Record<FeedName, number>>;
}

export type FeedName = 'lab' | 'ward';

/** On connections of their own. */
const LANES: readonly FeedName[] = ['lab', 'ward', 'ward'];
const MESSAGES_PER_SECOND = 6;
const LANE_PAUSE_MS = (1_000 * LANES.length) / MESSAGES_PER_SECOND;
const ACK_TIMEOUT_MS = 10_000;
const LOOPBACK = '127.0.0.1';

/** A hospital that sends some messages a second and resends each until it is acknowledged. */
export class Traffic {
  private readonly stopped = new AbortController();
  private readonly silent = new Set<FeedName>();
  private readonly lanes: Promise<void>[] = [];

  constructor(private readonly options: TrafficOptions) {}

  start(): void {
    const laneOf = new Map<string, number>();
    const messages: Uint8Array[][] = LANES.map(() => []);
    for (const { mrn, bytes } of this.options.stream) {
      const lane = laneOf.get(mrn) ?? laneOf.size % LANES.length;
      laneOf.set(mrn, lane);
      messages[lane]?.push(bytes);
    }
    LANES.forEach((feed, lane) => this.lanes.push(this.sendAll(feed, messages[lane] ?? [])));
  }

  /** Sends nothing on a feed until `resume`. */
  silence(feed: FeedName): void {
    this.silent.add(feed);
  }

  resume(feed: FeedName): void {
    this.silent.delete(feed);
  }

  /** Sends messages of its own on a feed. @throws Error if one is answered otherwise */
  async send(
    feed: FeedName,
    messages: readonly Uint8Array[],
    { code = 'AA' }: { code?: 'AA' | 'AR' } = {},
  ): Promise<void> {
    const sender = this.senderTo(feed);
    try {
      await sender.connect();
      for (const message of messages) {
        const answer = (await sender.send(message)).toString('latin1');
        if (!answer.includes(`\rMSA|${code}`)) throw new Error(`a message was answered by ${answer}`);
      }
    } finally {
      sender.close();
    }
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.lanes);
  }

  private async sendAll(feed: FeedName, messages: readonly Uint8Array[]): Promise<void> {
    let sender = this.senderTo(feed);
    for (const message of messages) {
      await this.pace();
      while (this.silent.has(feed)) await this.pace();
      while (!this.stopped.signal.aborted && !(await isAcknowledged(sender, message))) {
        sender.close();
        sender = this.senderTo(feed);
        await this.pace();
      }
      if (this.stopped.signal.aborted) break;
    }
    sender.close();
  }

  private pace(): Promise<void> {
    const { signal } = this.stopped;
    if (signal.aborted) this.silent.clear();
    return pause(LANE_PAUSE_MS, undefined, { signal }).catch(() => this.silent.clear());
  }

  private senderTo(feed: FeedName): MllpSender {
    return new MllpSender({
      host: LOOPBACK,
      port: this.options.ports[feed],
      ackTimeoutMs: ACK_TIMEOUT_MS,
    });
  }
}

const isAcknowledged = async (sender: MllpSender, message: Uint8Array): Promise<boolean> => {
  try {
    await sender.connect();
    await sender.send(message);
    return true;
  } catch {
    return false;
  }
};
