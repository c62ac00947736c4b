import net from 'node:net';
import tls from 'node:tls';
import { type ISocketFactory } from 'kafkajs';

export interface SessionSocketsOptions {
  /** Called when the last open socket closes. */
  onNone: () => void;
  /** Asked for each connection; undefined: plain ones. */
  tls: (() => tls.ConnectionOptions) | undefined;
}

const KEEP_ALIVE_MS = 10_000;

/**
 * The sockets of one kafkajs object. kafkajs keeps a connection whose requests time out, for ever if the peer vanished
 * without a word; holding the sockets ourselves, we can end those, and all of them.
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
