import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type TlsMaterial, tlsOptions } from './tls';

export interface DialTls extends TlsMaterial {
  /** Name that the peer's certificate must carry. Default: the host. */
  serverName?: string;
}

export interface DialOptions {
  host: string;
  port: number;
  connectTimeoutMs: number;
  /** Mutual TLS; plain TCP if absent. */
  tls?: DialTls | undefined;
  signal: AbortSignal;
}

/**
 * Connects and returns the socket, paused, with half-open allowed. The time-out covers the look-up of the name and the
 * handshake too. @throws the system's error, or OpenSSL's, with a `code`
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
      end(isSelf(socket) ? coded('ECONNREFUSED', 'connected to itself: the port is free') : undefined);
    const abort = (): void => end(coded('ECANCELED', 'dialling was cancelled'));
    const timer = setTimeout(() => end(coded('ETIMEDOUT', 'no answer in time')), connectTimeoutMs);
    signal.addEventListener('abort', abort);
    socket.on('error', end).on(isConnected, connected);
    if (signal.aborted) abort();
  });
}

/** TLS sends no IP address as a server name, and then checks the certificate for the address. */
function named({ serverName }: DialTls, host: string): { servername?: string } {
  if (serverName !== undefined) return { servername: serverName };
  return isIP(host) ? {} : { servername: host };
}

/** On one machine, dialling a free ephemeral port can connect a socket to itself. */
function isSelf(socket: Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
