import net from 'node:net';
import { ProxiedConnection, type ResponseDrop } from './proxied-connection';

export interface FaultProxyOptions {
  /** The `host:port` that receives the bytes, e.g. `127.0.0.1:9092`; a function is asked at each connection. */
  target: string | (() => string);
  /** The port to listen on at 127.0.0.1; 0 (the default) takes a free port. */
  port?: number;
}

export interface DropOptions {
  /** Recognises the request among the client's bytes; default: the first bytes that come. */
  request?: (bytes: Buffer) => boolean;
  /** `silence` (the default) sends nothing more on that connection; `close` closes it. */
  then?: ResponseDrop['then'];
}

export interface LinkPace {
  /** The time that each packet takes. Default 0. */
  delayMs?: number;
  /** Default: no limit. */
  bytesPerSecond?: number;
}

const SECOND_MS = 1_000;
const AT_ONCE: LinkPace = {};

/** A TCP proxy for tests that can fail as networks and peers do. */
export class FaultProxy {
  private readonly target: () => string;
  private readonly open = new Set<ProxiedConnection>();
  private readonly drops: ResponseDrop[] = [];
  private server: net.Server | undefined;
  private stalled = false;
  private pace = AT_ONCE;
  private accepted = 0;
  private port: number;

  constructor({ target, port = 0 }: FaultProxyOptions) {
    this.target = typeof target === 'string' ? () => target : target;
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

  /** Closes every open connection after it has carried so many more bytes, which may end within a frame. */
  cutAfter(bytes: number): void {
    for (const connection of this.open) connection.cutAfter(bytes);
  }

  /**
   * Makes every open connection half-open: one side is gone without a word, and the other keeps a connection that takes
   * bytes and gives none. New connections are forwarded.
   */
  lose(side: 'client' | 'target'): void {
    for (const connection of this.open) connection.lose(side);
  }

  /** Delays or throttles connections old and new, each way, until `resume()`. */
  slow(pace: LinkPace): void {
    this.pace = pace;
  }

  /** Moves no byte either way, on connections old and new, until `resume()`: a frozen peer, a broken cable. */
  stall(): void {
    this.stalled = true;
    for (const connection of this.open) connection.pause();
  }

  resume(): void {
    this.stalled = false;
    this.pace = AT_ONCE;
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
    const target = this.target();
    const colon = target.lastIndexOf(':');
    const connection: ProxiedConnection = new ProxiedConnection({
      client,
      target: { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) },
      isStalled: () => this.stalled,
      travelMs: (bytes) => this.travelMs(bytes),
      takeDrop: (bytes) => {
        const index = this.drops.findIndex((drop) => drop.request(bytes));
        return index < 0 ? undefined : this.drops.splice(index, 1)[0];
      },
      onClose: () => this.open.delete(connection),
    });
    this.open.add(connection);
  }

  private travelMs(bytes: number): number {
    const { delayMs = 0, bytesPerSecond = Infinity } = this.pace;
    return delayMs + (bytes / bytesPerSecond) * SECOND_MS;
  }
}
