import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { finishesWithin } from '@renwatch/timing';
import { type ByteBudget } from './connection/byte-budget';
import { Connection } from './connection/connection';
import { type ConnectionEvents } from './connection/connection.events';
import { describeConnection } from './connection/connection-info';
import { type ConnectionLimits } from './connection/connection-limits';
import { type FrameHandler } from './connection/frame-handler';
import { type TlsMaterial, tlsOptions } from './tls';

export interface MllpServerEvents extends ConnectionEvents {
  /** A connection above `maxConnections` was closed at once. */
  refused?(): void;
  /** A peer without TLS or without a trusted certificate was closed. `reason`: the error's code. */
  untrusted?(reason: string): void;
  /** The listening socket failed after it was open; accepted connections go on. */
  failed?(error: Error): void;
}

export interface MllpServerOptions extends ConnectionLimits {
  host: string;
  /** 0: any free port. */
  port: number;
  maxConnections: number;
  /** Mutual TLS; without it connections are plain. */
  tls?: TlsMaterial;
  budget: ByteBudget;
  handler: FrameHandler;
  events?: MllpServerEvents;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** Paused until the connection reads: no byte may arrive before its listener. */
const SOCKETS = { allowHalfOpen: true, pauseOnConnect: true };

/** Listens for connections that send MLLP frames, and answers each frame. */
export class MllpServer {
  private readonly server: Server;
  private readonly tlsServer: TlsServer | undefined;
  private readonly connections = new Set<Connection>();
  private closing: Promise<void> | undefined;

  constructor(private readonly options: MllpServerOptions) {
    this.tlsServer = options.tls && this.secured(options.tls);
    this.server = this.tlsServer ?? createServer(SOCKETS, (socket) => this.accept(socket));
    this.server.maxConnections = options.maxConnections;
    this.server.on('drop', () => options.events?.refused?.());
  }

  get connectionCount(): number {
    return this.connections.size;
  }

  /** Rejects with the system's error if the address cannot be bound. */
  async listen(): Promise<{ port: number }> {
    const { host, port } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.server.on('error', (error) => this.options.events?.failed?.(error));
    return { port: (this.server.address() as AddressInfo).port };
  }

  /** Sets certificates for new connections; open ones keep theirs. @throws if key and certificate do not match */
  setTls(material: TlsMaterial): void {
    this.tlsServer?.setSecureContext(tlsOptions(material));
  }

  /** Stops accepting and reading, and answers the frames in flight; cuts off the rest after `drainMs`. */
  close(options: { drainMs: number }): Promise<void> {
    this.closing ??= this.shutDown(options.drainMs);
    return this.closing;
  }

  private async shutDown(drainMs: number): Promise<void> {
    if (this.server.listening) this.server.close();
    for (const connection of this.connections) connection.drain();
    const all = [...this.connections].map((connection) => connection.closed);
    if (await finishesWithin(Promise.all(all), drainMs)) return;
    for (const connection of this.connections) connection.destroy();
  }

  private secured(material: TlsMaterial): TlsServer {
    const trust = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_TIMEOUT_MS };
    const server = createTlsServer({ ...SOCKETS, ...trust, ...tlsOptions(material) }, (socket) =>
      this.accept(socket),
    );
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
      this.options.events?.untrusted?.(error.code ?? 'tls-error');
      socket.destroy();
    });
    return server;
  }

  private accept(socket: Socket): void {
    const { budget, handler, events = {} } = this.options;
    if (this.closing) {
      socket.destroy();
      return;
    }
    const info = describeConnection(socket);
    const connection = new Connection({ socket, info, limits: this.options, budget, handler, events });
    this.connections.add(connection);
    void connection.closed.then(() => this.connections.delete(connection));
  }
}
