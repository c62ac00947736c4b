import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type TlsMaterial } from '../tls/tls-material';
import { tlsOptions } from '../tls/tls-options';

export interface DialTls extends TlsMaterial {
  /** The name that the peer's certificate must carry. Default: the host. */
  serverName?: string;
}

export interface DialOptions {
  host: string;
  port: number;
  connectTimeoutMs: number;
  /** Mutual TLS; without it the connection is plain. */
  tls?: DialTls | undefined;
  signal: AbortSignal;
}

/**
 * A connected socket, paused, half-open allowed. The time-out covers the look-up of the name, which is done anew each
 * time, and the handshake too. @throws the system's error, or OpenSSL's, with a `code`
 */
export function dial({ host, port, tls, connectTimeoutMs, signal }: DialOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const peer = { host, port, allowHalfOpen: true };
    const socket = tls ? connectTls({ ...peer, ...tlsOptions(tls), ...named(tls, host) }) : connect(peer);
    const isConnected = tls ? 'secureConnect' : 'connect';
    socket.pause();
    const end = (error: Error | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('error', end).off(isConnected, connected);
      if (!error) {
        resolve(socket);
        return;
      }
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const connected = (): void =>
      end(isSelf(socket) ? coded('ECONNREFUSED', 'nobody listens there') : undefined);
    const abort = (): void => end(coded('ECANCELED', 'the dialling was given up'));
    const timer = setTimeout(() => end(coded('ETIMEDOUT', 'nobody answered in time')), connectTimeoutMs);
    signal.addEventListener('abort', abort);
    socket.on('error', end).on(isConnected, connected);
    if (signal.aborted) abort();
  });
}

/** TLS sends no address as a name, and checks the certificate for the address then. */
function named({ serverName }: DialTls, host: string): { servername?: string } {
  if (serverName !== undefined) return { servername: serverName };
  return isIP(host) ? {} : { servername: host };
}

/** On one machine, dialling a free ephemeral port can meet its own outgoing socket. */
function isSelf(socket: Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
