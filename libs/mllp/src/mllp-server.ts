import { type X509Certificate } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import { finishesWithin } from '@renwatch/timing';
import { type ByteBudget } from './connection/byte-budget';
import { Connection } from './connection/connection';
import { type ConnectionEvents } from './connection/connection.events';
import { describeConnection } from './connection/connection-info';
import { type ConnectionLimits } from './connection/connection-limits';
import { type FrameHandler } from './connection/frame-handler';
import { type Guest, Peers } from './connection/peers';
import { type TlsMaterial, tlsOptions } from './tls';

export interface MllpServerEvents extends ConnectionEvents {
  /** A connection above `maxConnections` was closed at once: no other could be displaced. */
  refused?(): void;
  /**
   * A peer was closed that may not connect: without TLS, without a trusted certificate (`reason`: the error's code), or not
   * allowed by its address or its certificate (`address-not-allowed`, `certificate-not-allowed`).
   */
  untrusted?(reason: string): void;
  /** The listening socket failed after it was open; accepted connections go on. */
  failed?(error: Error): void;
}

/** Which peers may connect; an absent rule allows all. */
export interface PeerRules {
  allowsAddress?(address: string): boolean;
  /** Asked only with TLS, about a certificate that a trusted authority signed. */
  allowsCertificate?(certificate: X509Certificate): boolean;
}

export interface MllpServerOptions extends ConnectionLimits {
  host: string;
  /** 0: any free port. */
  port: number;
  maxConnections: number;
  /** Mutual TLS; without it connections are plain. */
  tls?: TlsMaterial;
  rules?: PeerRules;
  /** Bounds the bytes of all connections. */
  budget: ByteBudget;
  /** Bounds the bytes of all connections of one address. Default: only `budget` does. */
  maxBytesPerPeer?: number;
  handler: FrameHandler;
  events?: MllpServerEvents;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** Paused until the connection reads: no byte may arrive before its listener. */
const SOCKETS = { allowHalfOpen: true, pauseOnConnect: true };

/** Listens for connections that send MLLP frames, and answers each frame. */
export class MllpServer {
  private readonly server: Server;
  /** Does the handshakes of the sockets that `server` accepts; listens on no port itself. */
  private readonly tlsServer: TlsServer | undefined;
  private readonly peers: Peers;
  /** Guests during and after their TLS handshake, by the peer's address and port. */
  private readonly handshakes = new Map<string, Guest>();
  private readonly connections = new Set<Connection>();
  private closing: Promise<void> | undefined;

  constructor(private readonly options: MllpServerOptions) {
    const { maxConnections, budget, maxBytesPerPeer = Infinity } = options;
    this.peers = new Peers({ maxConnections, budget, maxBytesPerPeer });
    this.tlsServer = options.tls && this.secured(options.tls);
    this.server = createServer(SOCKETS, (socket) => this.admit(socket));
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
    const server = createTlsServer({ ...SOCKETS, ...trust, ...tlsOptions(material) }, (socket) => {
      const guest = this.handshakes.get(endpointOf(socket));
      if (guest && this.allowsCertificate(socket)) this.open(socket, guest);
      else socket.destroy();
    });
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
      this.options.events?.untrusted?.(error.code ?? 'tls-error');
      socket.destroy();
    });
    return server;
  }

  private allowsCertificate(socket: TLSSocket): boolean {
    const { rules, events } = this.options;
    const certificate = socket.getPeerX509Certificate();
    if (!rules?.allowsCertificate || (certificate && rules.allowsCertificate(certificate))) return true;
    events?.untrusted?.('certificate-not-allowed');
    return false;
  }

  private admit(socket: Socket): void {
    const { rules, events } = this.options;
    if (this.closing) {
      socket.destroy();
      return;
    }
    if (rules?.allowsAddress?.(socket.remoteAddress ?? '') === false) {
      events?.untrusted?.('address-not-allowed');
      socket.destroy();
      return;
    }
    const guest = this.peers.admit(socket);
    if (!guest) {
      events?.refused?.();
      socket.destroy();
      return;
    }
    if (this.tlsServer) this.shakeHands(this.tlsServer, socket, guest);
    else this.open(socket, guest);
  }

  private shakeHands(tlsServer: TlsServer, socket: Socket, guest: Guest): void {
    const endpoint = endpointOf(socket);
    this.handshakes.set(endpoint, guest);
    socket.once('close', () => {
      if (this.handshakes.get(endpoint) === guest) this.handshakes.delete(endpoint);
      if (!guest.connection) this.peers.leave(guest);
    });
    tlsServer.emit('connection', socket);
  }

  private open(socket: Socket, guest: Guest): void {
    const { handler, events = {} } = this.options;
    if (this.closing) {
      socket.destroy();
      return;
    }
    const info = describeConnection(socket);
    const budget = this.peers.budgetOf(guest);
    const connection = new Connection({ socket, info, limits: this.options, budget, handler, events });
    guest.connection = connection;
    this.connections.add(connection);
    void connection.closed.then(() => {
      this.connections.delete(connection);
      this.peers.leave(guest);
    });
  }
}

const endpointOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
