import { readFile } from 'node:fs/promises';
import { type Socket } from 'node:net';

/** Linux's tables of connections; no other system has these files. */
const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6'];
/** Columns of a line: number, local address, remote address, state, unconfirmed bytes and unread bytes. */
const LINE = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]{2} ([0-9A-F]{8}):/gm;

/**
 * Returns true if the peer's system has not confirmed all bytes written to the socket. False if that is unknown, or if
 * two connections have the same pair of ports and one of them is confirmed.
 */
export async function hasUnconfirmed({ localPort, remotePort }: Socket): Promise<boolean> {
  const texts = await Promise.all(TABLES.map((file) => readFile(file, 'latin1').catch(() => '')));
  return areUnconfirmed(texts.join(''), { localPort, remotePort });
}

export function areUnconfirmed(
  table: string,
  { localPort, remotePort }: { localPort: number | undefined; remotePort: number | undefined },
): boolean {
  const ours = [...table.matchAll(LINE)].filter(
    ([, local = '', remote = '']) => parseInt(local, 16) === localPort && parseInt(remote, 16) === remotePort,
  );
  return ours.length > 0 && ours.every(([, , , queued = '']) => parseInt(queued, 16) > 0);
}
