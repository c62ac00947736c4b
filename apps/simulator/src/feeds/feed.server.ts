import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { type FeedEvent } from '../telemetry/simulator.events';
import { type Clock } from '@renwatch/timing';
import { Pacer, type Speed } from '../session/pacer';
import { Session, type FeedBehaviour } from '../session/session';
import { type Wire } from '../session/wire.port';
import { type MessageStream, type Position } from '../stream/message-stream.port';
import { Playback } from '../stream/playback';
import { START_OF_STREAM } from '../stream/message-stream.port';
import { SocketWire } from './socket-wire';

const MAX_CONNECTIONS = 256;
const KEEP_ALIVE_MS = 10_000;

export interface FeedServerOptions {
  host: string;
  /** 0 picks a free port. */
  port: number;
  stream: MessageStream;
  speed: Speed;
  behaviour: FeedBehaviour;
  clock: Clock;
  emit: (event: FeedEvent) => void;
  /** Without rewind: the position to continue from, and a callback for each new position. */
  from?: Position;
  onAdvance?: (position: Position) => void;
}

interface Player {
  playback: Playback;
  pacer: Pacer;
}

/**
 * Serves a stream over MLLP. With rewind, each connection gets the whole stream. Without rewind, all connections share
 * one stream and only the newest is served: a new connection closes the old one.
 */
export class FeedServer {
  private readonly server: Server;
  private readonly wires = new Set<Wire>();
  private readonly sessions = new Set<Promise<void>>();
  private readonly shared: Player | undefined;
  private connections = 0;

  constructor(private readonly options: FeedServerOptions) {
    const { from = START_OF_STREAM, onAdvance } = options;
    if (!options.behaviour.rewind) this.shared = this.play(from, onAdvance);
    this.server = createServer((socket) => this.accept(socket));
    this.server.maxConnections = MAX_CONNECTIONS;
  }

  /** @throws any error of the network, such as EADDRINUSE */
  async listen(): Promise<{ port: number }> {
    const { host, port } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        // Errors such as running out of file descriptors leave open connections alone.
        this.server.on('error', () => undefined);
        resolve();
      });
    });
    return { port: (this.server.address() as AddressInfo).port };
  }

  /** Closes every connection. A message without an answer stays the next one to send. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const wire of this.wires) wire.close('the simulator stops');
    await Promise.all([closed, ...this.sessions]);
    await this.shared?.playback.close();
  }

  private accept(socket: Socket): void {
    this.connections += 1;
    const connection = this.connections;
    const { emit, behaviour } = this.options;
    if (this.shared) for (const wire of this.wires) wire.close('pre-empted by a new connection');
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    emit({ type: 'connected', connection, peer: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}` });
    const wire: SocketWire = new SocketWire({
      socket,
      onClose: (reason) => {
        this.wires.delete(wire);
        emit({ type: 'closed', connection, reason });
      },
    });
    this.wires.add(wire);
    const { playback, pacer } = this.shared ?? this.play(START_OF_STREAM);
    const { clock } = this.options;
    const session = new Session({
      wire,
      playback,
      pacer,
      clock,
      behaviour,
      emit: (event) => emit({ ...event, connection }),
    });
    const running = this.run(session, wire, connection).finally(async () => {
      if (!this.shared) await playback.close();
      this.sessions.delete(running);
    });
    this.sessions.add(running);
  }

  private async run(session: Session, wire: Wire, connection: number): Promise<void> {
    try {
      await session.run();
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.options.emit({ type: 'unreadable', connection, error });
      wire.close('the stream cannot be read');
    }
  }

  private play(from: Position, onAdvance?: (position: Position) => void): Player {
    const { stream, speed, clock } = this.options;
    return {
      playback: new Playback({ stream, from, ...(onAdvance ? { onAdvance } : {}) }),
      pacer: new Pacer({ speed, clock }),
    };
  }
}
