import { type Socket } from 'node:net';

/** `address:port` of a socket's other side. */
export function peerName(socket: Socket): string {
  const address = socket.remoteAddress ?? 'unknown';
  return `${address.includes(':') ? `[${address}]` : address}:${socket.remotePort ?? 0}`;
}
