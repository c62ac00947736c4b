import net from 'node:net';
import tls from 'node:tls';
import { type ISocketFactory } from 'kafkajs';

export interface SessionSocketsOptions {
  /** Called when the last open socket closes. */
  onNone: () => void;
  /** Called for each connection; undefined means plain connections. */
  tls: (() => tls.ConnectionOptions) | undefined;
}

const KEEP_ALIVE_MS = 10_000;

/**
 * Holds the sockets of one kafkajs object, so that we can close them. kafkajs itself keeps a connection whose requests time
 * out, without limit if the peer vanished without closing it.
 */
export class SessionSockets {
  private readonly open = new Map<net.Socket, string>();
  private ended = false;

  constructor(private readonly options: SessionSocketsOptions) {}

  readonly factory: ISocketFactory = ({ host, port, onConnect }) => {
    if (this.ended) return refusedSocket(new Error('session has ended'));
    let secured: tls.ConnectionOptions | undefined;
    try {
      secured = this.options.tls?.();
    } catch (error) {
      return refusedSocket(error as Error);
    }
    const socket = secured
      ? tls.connect({ host, port, ...(net.isIP(host) ? {} : { servername: host }), ...secured }, onConnect)
      : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setNoDelay(true);
    this.open.set(socket, `${host}:${port}`);
    socket.once('close', () => {
      this.open.delete(socket);
      if (this.open.size === 0 && !this.ended) this.options.onNone();
    });
    return socket;
  };

  get hasEnded(): boolean {
    return this.ended;
  }

  /** Ends the connections to one broker (`host:port`); kafkajs then opens new ones where it needs them. */
  drop(broker: string, reason: string): void {
    for (const [socket, to] of this.open) {
      // With an error, because kafkajs does not look at 'close'.
      if (to === broker) socket.destroy(new Error(reason));
    }
  }

  /** Ends all, and lets no new one come. Idempotent. */
  end(): void {
    this.ended = true;
    for (const socket of this.open.keys()) socket.destroy(new Error('session has ended'));
  }
}

function refusedSocket(error: Error): net.Socket {
  const socket = new net.Socket();
  process.nextTick(() => socket.destroy(error));
  return socket;
}
