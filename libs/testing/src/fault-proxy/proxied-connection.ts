import net from 'node:net';

export interface ResponseDrop {
  /** Which bytes from the client count as the request whose response is dropped. */
  request: (bytes: Buffer) => boolean;
  /** The client's view in place of the response. */
  then: 'silence' | 'close';
  dropped: () => void;
}

export interface ProxiedConnectionOptions {
  client: net.Socket;
  target: { host: string; port: number };
  isStalled: () => boolean;
  /** The time that this many bytes take on their way. */
  travelMs: (bytes: number) => number;
  /** Gives the drop that waits for these bytes, once. */
  takeDrop: (bytes: Buffer) => ResponseDrop | undefined;
  onClose: () => void;
}

type Forward = (bytes: Buffer) => boolean;

/** One client and its own connection to the target. */
export class ProxiedConnection {
  private readonly client: net.Socket;
  private readonly server: net.Socket;
  private drop: ResponseDrop | undefined;
  private isHalfOpen = false;
  private bytesLeft = Infinity;

  constructor(private readonly options: ProxiedConnectionOptions) {
    const { client, target, onClose } = options;
    this.client = client;
    this.server = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
    this.join(client, this.server, (bytes) => this.forwardRequest(bytes));
    this.join(this.server, client, (bytes) => this.forwardResponse(bytes));
    client.once('close', () => {
      if (!this.isHalfOpen) onClose();
    });
    if (options.isStalled()) this.pause();
  }

  pause(): void {
    this.client.pause();
    this.server.pause();
  }

  resume(): void {
    this.client.resume();
    this.server.resume();
  }

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
  }

  /** Closes both sides after so many more bytes, which may end within a frame. */
  cutAfter(bytes: number): void {
    this.bytesLeft = bytes;
  }

  /** Loses one side. The other keeps its connection, which takes bytes and gives none. */
  lose(side: 'client' | 'target'): void {
    if (this.isHalfOpen) return;
    this.isHalfOpen = true;
    const [lost, left] = side === 'client' ? [this.client, this.server] : [this.server, this.client];
    left.once('close', this.options.onClose);
    lost.destroy();
    left.resume();
  }

  private join(from: net.Socket, to: net.Socket, forward: Forward): void {
    const travelling: Buffer[] = [];
    const arrive = () => {
      for (const bytes of travelling.splice(0)) this.move(bytes, { from, to, forward });
    };
    from.on('data', (bytes: Buffer) => {
      const travelMs = this.options.travelMs(bytes.length);
      if (travelMs === 0 && travelling.length === 0) return this.move(bytes, { from, to, forward });
      // After a resume these bytes may be faster than those before them: they arrive with them.
      if (travelling.push(bytes) > 1) return;
      from.pause();
      setTimeout(arrive, travelMs);
    });
    from.on('end', () => {
      if (this.isHalfOpen) from.end();
      else to.end();
    });
    from.on('error', () => (this.isHalfOpen ? from.destroy() : this.destroy()));
    from.on('close', () => {
      if (!this.isHalfOpen) to.destroy();
    });
  }

  private move(
    bytes: Buffer,
    { from, to, forward }: { from: net.Socket; to: net.Socket; forward: Forward },
  ): void {
    const goOn = () => {
      if (!this.options.isStalled()) from.resume();
    };
    if (this.isHalfOpen) return goOn();
    if (bytes.length >= this.bytesLeft) {
      to.write(bytes.subarray(0, this.bytesLeft), () => this.destroy());
      return;
    }
    this.bytesLeft -= bytes.length;
    if (forward(bytes)) return goOn();
    from.pause();
    to.once('drain', goOn);
  }

  private forwardRequest(bytes: Buffer): boolean {
    this.drop ??= this.options.takeDrop(bytes);
    return this.server.write(bytes);
  }

  private forwardResponse(bytes: Buffer): boolean {
    if (this.drop === undefined) return this.client.write(bytes);
    this.drop.dropped();
    if (this.drop.then === 'close') this.destroy();
    return true;
  }
}
