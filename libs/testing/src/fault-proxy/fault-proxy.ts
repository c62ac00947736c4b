import net from 'node:net';
import { ProxiedConnection, type ResponseDrop } from './proxied-connection';

export interface FaultProxyOptions {
  /** The `host:port` that receives the bytes, e.g. `127.0.0.1:9092`. */
  target: string;
  /** The port to listen on at 127.0.0.1; 0 (the default) takes a free port. */
  port?: number;
}

export interface DropOptions {
  /** Recognises the request among the client's bytes; default: the first bytes that come. */
  request?: (bytes: Buffer) => boolean;
  /** `silence` (the default) sends nothing more on that connection; `close` closes it. */
  then?: ResponseDrop['then'];
}

/** A TCP proxy for tests that can fail as networks and peers do. */
export class FaultProxy {
  private readonly target: { host: string; port: number };
  private readonly open = new Set<ProxiedConnection>();
  private readonly drops: ResponseDrop[] = [];
  private server: net.Server | undefined;
  private stalled = false;
  private accepted = 0;
  private port: number;

  constructor({ target, port = 0 }: FaultProxyOptions) {
    const colon = target.lastIndexOf(':');
    this.target = { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };
    this.port = port;
  }

  /** Also ends `refuse()`, on the same port as before. */
  async listen(): Promise<{ host: string; port: number }> {
    if (this.server === undefined) {
      const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
        this.accept(client),
      );
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
      });
      this.port = (server.address() as net.AddressInfo).port;
      this.server = server;
    }
    return { host: '127.0.0.1', port: this.port };
  }

  /** `127.0.0.1:<port>`, once it listens. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get openConnections(): number {
    return this.open.size;
  }

  /** Connections taken so far, closed ones included. */
  get connectionsAccepted(): number {
    return this.accepted;
  }

  /** Closes every connection; new ones are taken. */
  cut(): void {
    for (const connection of this.open) connection.destroy();
  }

  /** Closes every connection and refuses new ones until `listen()`. */
  async refuse(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    this.cut();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Moves no byte either way, on connections old and new, until `resume()`: a frozen peer, a broken cable. */
  stall(): void {
    this.stalled = true;
    for (const connection of this.open) connection.pause();
  }

  resume(): void {
    this.stalled = false;
    for (const connection of this.open) connection.resume();
  }

  /**
   * Forwards the next request that matches and drops its response, once: the target has done what the client never
   * learns of. Resolves when the response has come and been dropped.
   */
  dropNextResponse({ request = () => true, then = 'silence' }: DropOptions = {}): Promise<void> {
    return new Promise((dropped) => this.drops.push({ request, then, dropped }));
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.refuse();
  }

  private accept(client: net.Socket): void {
    this.accepted += 1;
    const connection: ProxiedConnection = new ProxiedConnection({
      client,
      target: this.target,
      isStalled: () => this.stalled,
      takeDrop: (bytes) => {
        const index = this.drops.findIndex((drop) => drop.request(bytes));
        return index < 0 ? undefined : this.drops.splice(index, 1)[0];
      },
      onClose: () => this.open.delete(connection),
    });
    this.open.add(connection);
  }
}
