import { setTimeout as pause } from 'node:timers/promises';
import { MllpSender, MllpSendError } from '@renwatch/mllp';
import { freePort } from '@renwatch/testing';
import { type Feed, type FeedSource } from './feed';
import { FeedBook } from './feed-book';

export interface DialInFeedOptions {
  source: Pick<FeedSource, 'stream'>;
  /** Default 4. All messages of a patient use the same connection, which keeps their order. */
  connections?: number;
  /** The rate of new messages; late messages are sent at once. Default 100 a second. */
  messagesPerSecond?: number;
  /** Puts a link before a gateway's port, and returns the port to dial in its place. */
  link?: (gatewayPort: number) => Promise<number>;
}

/** The usual time-out of senders, and of the course's simulator. */
const ACK_TIMEOUT_MS = 10_000;
const DIAL_AGAIN_AFTER_MS = 100;

interface Item {
  index: number;
  bytes: Uint8Array;
  page: string | undefined;
}

/**
 * A hospital that dials in to any gateway that takes its connection, sends a message, waits for its acknowledgement, and
 * sends again, perhaps to another gateway, what was not acknowledged.
 */
export class DialInFeed implements Feed {
  readonly record = new FeedBook();
  readonly done: Promise<void>;
  private readonly ports: number[] = [];
  private readonly dialled: number[] = [];
  private readonly stopped = new AbortController();
  private begin: () => void = () => undefined;

  constructor(private readonly options: DialInFeedOptions) {
    const begun = new Promise<void>((resolve) => (this.begin = resolve));
    this.done = begun.then(() => this.sendAll());
    this.done.catch(() => undefined);
  }

  async gatewaySettings(replica: number): Promise<Readonly<Record<string, string>>> {
    const port = (this.ports[replica] ??= await freePort());
    this.dialled[replica] ??= (await this.options.link?.(port)) ?? port;
    return { MLLP_LISTEN: `127.0.0.1:${port}`, MLLP_ADDRESS: '' };
  }

  start(): void {
    this.begin();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    this.begin();
    await this.done.catch(() => undefined);
  }

  private async sendAll(): Promise<void> {
    const { source, connections = 4 } = this.options;
    const lanes: Item[][] = Array.from({ length: connections }, () => []);
    const laneOf = new Map<string, number>();
    source.stream.forEach(({ bytes, mrn, result }, index) => {
      const lane = laneOf.get(mrn) ?? laneOf.size % connections;
      laneOf.set(mrn, lane);
      lanes[lane]?.push({ index, bytes, page: result && `${mrn},${result.local}` });
    });
    const startMs = Date.now();
    await Promise.all(lanes.map((items, lane) => this.sendLane(items, lane, startMs)));
  }

  private async sendLane(items: readonly Item[], lane: number, startMs: number): Promise<void> {
    const { messagesPerSecond = 100 } = this.options;
    const { signal } = this.stopped;
    let gateway = lane;
    let sender = this.senderTo(gateway);
    for (const item of items) {
      const earlyMs = startMs + (item.index / messagesPerSecond) * 1000 - Date.now();
      if (earlyMs > 0) await pause(earlyMs, undefined, { signal }).catch(() => undefined);
      while (!signal.aborted && !(await this.isAcknowledged(sender, item))) {
        sender.close();
        await pause(DIAL_AGAIN_AFTER_MS);
        gateway += 1;
        sender = this.senderTo(gateway);
      }
      if (signal.aborted) break;
    }
    sender.close();
  }

  private senderTo(gateway: number): MllpSender {
    const port = this.dialled[gateway % this.dialled.length] ?? 0;
    return new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: ACK_TIMEOUT_MS });
  }

  /** Returns false if the connection is refused or no answer comes. @throws Error if the message is refused */
  private async isAcknowledged(sender: MllpSender, { index, bytes, page }: Item): Promise<boolean> {
    const { record } = this;
    try {
      record.sent(index, page);
      await sender.connect();
      const answer = (await sender.send(bytes)).toString('latin1');
      if (!answer.includes('\rMSA|AA')) throw new Error(`message ${index} was refused: ${answer}`);
      record.acked(index);
      return true;
    } catch (error) {
      if (error instanceof MllpSendError) return false;
      throw error;
    }
  }
}
