import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeFrame, FrameDecoder } from '@renwatch/mllp';
import { freePort } from '@renwatch/testing';
import { type Feed, type FeedSource } from './feed';
import { FeedBook } from './feed-book';

/**
 * How a message is sent: `cut`: half of its frame, the connection closed, then whole; `lost-ack`: the connection closed
 * before its acknowledgement is read, then again; `single-bytes`: each byte a packet; `no-cr`: nothing after FS;
 * `noise`: bytes before its frame; `together`: with the next four in one packet.
 */
export type Manner = 'plain' | 'cut' | 'lost-ack' | 'single-bytes' | 'no-cr' | 'noise' | 'together';

export interface CraftedFeedOptions {
  source: Pick<FeedSource, 'stream'>;
  /** One after the other, round and round. */
  manners: readonly Manner[];
}

const TOGETHER = 5;
const MAX_ACK_BYTES = 64 * 1024;
const DIAL_AGAIN_AFTER_MS = 50;

/** A hospital that dials in on a single connection and misbehaves as real senders do. */
export class CraftedFeed implements Feed {
  readonly record = new FeedBook();
  readonly done: Promise<void>;
  private port: Promise<number> | undefined;
  private socket: Socket | undefined;
  private answers: AsyncGenerator<Buffer, void> | undefined;
  private stopped = false;
  private begin: () => void = () => undefined;

  constructor(private readonly options: CraftedFeedOptions) {
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
    this.stopped = true;
    this.begin();
    this.hangUp();
    await this.done.catch(() => undefined);
  }

  private async sendAll(): Promise<void> {
    const { source, manners } = this.options;
    for (let at = 0, turn = 0; at < source.stream.length && !this.stopped; turn += 1) {
      const manner = manners[turn % manners.length] ?? 'plain';
      const count = manner === 'together' ? Math.min(TOGETHER, source.stream.length - at) : 1;
      const indices = Array.from({ length: count }, (_, i) => at + i);
      for (const index of indices) this.record.sent(index, this.pageOf(index));
      await this.send(indices, manner);
      for (const index of indices) this.record.acked(index);
      at += count;
    }
    this.hangUp();
  }

  private async send(indices: readonly number[], manner: Manner): Promise<void> {
    const { stream } = this.options.source;
    const frames = indices.map((index) => encodeFrame(stream[index]?.bytes ?? Buffer.alloc(0)));
    const whole = Buffer.concat(frames);
    switch (manner) {
      case 'plain':
      case 'together':
        return this.exchange([whole], indices.length);
      case 'single-bytes':
        return this.exchange(
          [...whole].map((byte) => Buffer.from([byte])),
          1,
        );
      case 'no-cr':
        return this.exchange([whole.subarray(0, -1)], 1);
      case 'noise':
        return this.exchange([Buffer.from('\r\n\0noise\r\n'), whole], 1);
      case 'cut':
        await this.write([whole.subarray(0, whole.length / 2)]);
        this.hangUp();
        return this.exchange([whole], 1);
      case 'lost-ack':
        await this.write([whole]);
        await once(this.connected(), 'readable');
        this.hangUp();
        return this.exchange([whole], 1);
    }
  }

  /** Writes, then waits for `count` acknowledgements. @throws Error if an answer is not AA */
  private async exchange(packets: readonly Buffer[], count: number): Promise<void> {
    await this.write(packets);
    for (let i = 0; i < count; i += 1) {
      const answer = (await this.answers?.next())?.value?.toString('latin1') ?? 'the end of the connection';
      if (!answer.includes('\rMSA|AA')) throw new Error(`a message was answered by ${answer}`);
    }
  }

  private async write(packets: readonly Buffer[]): Promise<void> {
    const socket = await this.dial();
    for (const packet of packets) {
      // Written out before the next, so that each is a packet of its own.
      await new Promise<void>((resolve, reject) =>
        socket.write(packet, (error) => (error ? reject(error) : resolve())),
      );
    }
  }

  private async dial(): Promise<Socket> {
    while (!this.socket) {
      const socket = connect({ host: '127.0.0.1', port: (await this.port) ?? 0 }).setNoDelay(true);
      try {
        await once(socket, 'connect');
        socket.on('error', () => undefined);
        this.socket = socket;
        this.answers = answersOf(socket);
      } catch (error) {
        if (this.stopped) throw error;
        await new Promise((resolve) => setTimeout(resolve, DIAL_AGAIN_AFTER_MS));
      }
    }
    return this.socket;
  }

  private connected(): Socket {
    if (!this.socket) throw new Error('not connected');
    return this.socket;
  }

  private hangUp(): void {
    this.socket?.destroy();
    this.socket = undefined;
    this.answers = undefined;
  }

  private pageOf(index: number): string | undefined {
    const message = this.options.source.stream[index];
    return message?.result && `${message.mrn},${message.result.local}`;
  }
}

async function* answersOf(socket: Socket): AsyncGenerator<Buffer, void> {
  const decoder = new FrameDecoder({ maxFrameBytes: MAX_ACK_BYTES });
  for await (const chunk of socket) {
    for (const event of decoder.push(chunk as Buffer)) if (event.kind === 'frame') yield event.payload;
  }
}
