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
  /** Gives the drop that waits for these bytes, once. */
  takeDrop: (bytes: Buffer) => ResponseDrop | undefined;
  onClose: () => void;
}

/** One client and its own connection to the target. */
export class ProxiedConnection {
  private readonly client: net.Socket;
  private readonly server: net.Socket;
  private drop: ResponseDrop | undefined;

  constructor(private readonly options: ProxiedConnectionOptions) {
    const { client, target, onClose } = options;
    this.client = client;
    this.server = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
    this.join(client, this.server, (bytes) => this.forwardRequest(bytes));
    this.join(this.server, client, (bytes) => this.forwardResponse(bytes));
    client.once('close', onClose);
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

  private join(from: net.Socket, to: net.Socket, forward: (bytes: Buffer) => boolean): void {
    from.on('data', (bytes: Buffer) => {
      if (forward(bytes)) return;
      from.pause();
      to.once('drain', () => {
        if (!this.options.isStalled()) from.resume();
      });
    });
    from.on('end', () => to.end());
    from.on('error', () => this.destroy());
    from.on('close', () => to.destroy());
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
