import { MllpSender } from '@renwatch/mllp';
import { freePort } from '@renwatch/testing';
import { type Feed, type FeedSource } from './feed';
import { FeedBook } from './feed-book';

export interface PipeliningFeedOptions {
  source: Pick<FeedSource, 'stream'>;
  connections: number;
}

const ACK_TIMEOUT_MS = 60_000;

/** Many concurrent connections to a gateway; each sends everything without waiting for answers. */
export class PipeliningFeed implements Feed {
  readonly record = new FeedBook();
  readonly done: Promise<void>;
  /** Indices of the stream's messages, a list for each connection, in the order in which they are sent. */
  readonly lanes: readonly (readonly number[])[];
  private readonly senders: MllpSender[] = [];
  private port: Promise<number> | undefined;
  private begin: () => void = () => undefined;

  constructor(private readonly options: PipeliningFeedOptions) {
    const { source, connections } = options;
    const lanes: number[][] = Array.from({ length: connections }, () => []);
    const laneOf = new Map<string, number>();
    source.stream.forEach(({ mrn }, index) => {
      const lane = laneOf.get(mrn) ?? laneOf.size % connections;
      laneOf.set(mrn, lane);
      lanes[lane]?.push(index);
    });
    this.lanes = lanes;
    const begun = new Promise<void>((resolve) => (this.begin = resolve));
    this.done = begun.then(() => this.sendAll());
    this.done.catch(() => undefined);
  }

  async gatewaySettings(): Promise<Readonly<Record<string, string>>> {
    this.port ??= freePort();
    return { MLLP_LISTEN: `127.0.0.1:${await this.port}`, MLLP_ADDRESS: '' };
  }

  start(): void {
    this.begin();
  }

  async stop(): Promise<void> {
    this.begin();
    for (const sender of this.senders) sender.close();
    await this.done.catch(() => undefined);
  }

  /** The message as its record on the topic has it. */
  rawOf(index: number): string {
    return Buffer.from(this.options.source.stream[index]?.bytes ?? []).toString('base64');
  }

  private async sendAll(): Promise<void> {
    const port = (await this.port) ?? 0;
    const senders = this.lanes.map(
      () => new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: ACK_TIMEOUT_MS }),
    );
    this.senders.push(...senders);
    await Promise.all(senders.map((sender) => sender.connect()));
    await Promise.all(
      senders.map((sender, i) => Promise.all((this.lanes[i] ?? []).map((index) => this.send(sender, index)))),
    );
    for (const sender of senders) sender.close();
  }

  private async send(sender: MllpSender, index: number): Promise<void> {
    const message = this.options.source.stream[index];
    if (!message) return;
    this.record.sent(index, message.result && `${message.mrn},${message.result.local}`);
    const answer = (await sender.send(message.bytes)).toString('latin1');
    if (!answer.includes('\rMSA|AA')) throw new Error(`message ${index} was answered by ${answer}`);
    this.record.acked(index);
  }
}
