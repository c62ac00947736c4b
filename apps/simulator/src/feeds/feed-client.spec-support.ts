import { FrameDecoder } from '@renwatch/mllp';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A hand-driven client of the feed. */
export class FeedClient {
  readonly chunks: Buffer[] = [];
  private readonly decoder = new FrameDecoder({ maxFrameBytes: 1_000_000 });
  private readonly messages: string[] = [];
  private readonly waiting: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
  /** Resolves when the feed has closed the connection. */
  readonly closed: Promise<void>;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    this.closed = new Promise((resolve) =>
      socket.on('close', () => {
        for (const { reject } of this.waiting.splice(0)) reject(new Error('the feed closed'));
        resolve();
      }),
    );
  }

  static async dial(port: number): Promise<FeedClient> {
    const socket = connect(port, '127.0.0.1');
    const client = new FeedClient(socket);
    await once(socket, 'connect');
    return client;
  }

  get isClosed(): boolean {
    return this.socket.destroyed;
  }

  /** The next message. @throws if the feed closes instead */
  next(): Promise<string> {
    const text = this.messages.shift();
    if (text !== undefined) return Promise.resolve(text);
    if (this.socket.destroyed) return Promise.reject(new Error('the feed closed'));
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  write(text: string): void {
    this.socket.write(text, 'latin1');
  }

  answer(code: string): void {
    this.write(`\x0bMSH|^~\\&|\rMSA|${code}\r\x1c\r`);
  }

  /** Receives `count` messages and accepts each. */
  async accept(count: number): Promise<string[]> {
    const taken: string[] = [];
    while (taken.length < count) {
      taken.push(await this.next());
      this.answer('AA');
    }
    return taken;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.chunks.push(chunk);
    for (const event of this.decoder.push(chunk)) {
      if (event.kind !== 'frame') throw new Error(`the feed sent ${event.kind}`);
      const text = event.payload.toString('latin1');
      const first = this.waiting.shift();
      if (first) first.resolve(text);
      else this.messages.push(text);
    }
  }
}
