import { readFile } from 'node:fs/promises';
import { type Socket } from 'node:net';

/** Linux's account of its connections; no other system has these files. */
const ACCOUNTS = ['/proc/self/net/tcp', '/proc/self/net/tcp6'];
/** Of a line's columns: the number, our address, the peer's, the state, bytes to be confirmed and to be read. */
const LINE = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]{2} ([0-9A-F]{8}):/gm;

/**
 * Whether some of what was written to a socket is not confirmed by the peer's system. False where nobody can tell, and
 * where two connections have the same pair of ports and one of them is confirmed.
 */
export async function hasUnconfirmed({ localPort, remotePort }: Socket): Promise<boolean> {
  const texts = await Promise.all(ACCOUNTS.map((file) => readFile(file, 'latin1').catch(() => '')));
  return areUnconfirmed(texts.join(''), { localPort, remotePort });
}

export function areUnconfirmed(
  account: string,
  { localPort, remotePort }: { localPort: number | undefined; remotePort: number | undefined },
): boolean {
  const ours = [...account.matchAll(LINE)].filter(
    ([, local = '', remote = '']) => parseInt(local, 16) === localPort && parseInt(remote, 16) === remotePort,
  );
  return ours.length > 0 && ours.every(([, , , queued = '']) => parseInt(queued, 16) > 0);
}
