import { connect, type Socket } from 'node:net';

export interface DialOptions {
  host: string;
  port: number;
  connectTimeoutMs: number;
  signal: AbortSignal;
}

/**
 * A connected socket, paused, half-open allowed. The time-out covers the look-up of the name too, which is done anew
 * each time. @throws the system's error, with a `code`
 */
export function dial({ host, port, connectTimeoutMs, signal }: DialOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen: true });
    socket.pause();
    const end = (error: Error | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('error', end).off('connect', connected);
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
    socket.on('error', end).on('connect', connected);
    if (signal.aborted) abort();
  });
}

/** On one machine, dialling a free ephemeral port can meet its own outgoing socket. */
function isSelf(socket: Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
