import { type Socket } from 'node:net';

/** Writes to a socket no faster than its peer reads; joins the small writes of one turn of the event loop. */
export class ReplyWriter {
  private corked = false;
  private open = true;
  private onWritable: (() => void) | undefined;

  constructor(private readonly socket: Socket) {
    socket.on('drain', () => this.release());
    socket.on('close', () => {
      this.open = false;
      this.release();
    });
  }

  /** True until the peer has taken the written bytes. */
  get isWaiting(): boolean {
    return this.onWritable !== undefined;
  }

  /** Resolves once more may be written, or the socket is closed. Only one call at a time. */
  async write(bytes: Buffer): Promise<void> {
    if (!this.open || !this.socket.writable) return;
    this.cork();
    if (this.socket.write(bytes)) return;
    await new Promise<void>((resolve) => (this.onWritable = resolve));
  }

  /** Hands the written bytes to the system at once. */
  flush(): void {
    this.corked = false;
    this.socket.uncork();
  }

  private cork(): void {
    if (this.corked) return;
    this.corked = true;
    this.socket.cork();
    setImmediate(() => {
      this.corked = false;
      this.socket.uncork();
    });
  }

  private release(): void {
    const resolve = this.onWritable;
    this.onWritable = undefined;
    resolve?.();
  }
}
