import { type Socket } from 'node:net';
import { ByteBudget } from './byte-budget';
import { type Connection } from './connection';

/** An accepted socket, and its connection once the handshake is over. */
export interface Guest {
  readonly address: string;
  readonly socket: Socket;
  readonly openedAtMs: number;
  connection: Connection | undefined;
}

export interface PeersOptions {
  maxConnections: number;
  /** Budget of all connections together. */
  budget: ByteBudget;
  /** Bound of the bytes of one address. */
  maxBytesPerPeer: number;
}

interface Peer {
  budget: ByteBudget;
  guests: Set<Guest>;
}

/** A peer with no more connections than the newcomer's loses one only if it has been quiet for so long. */
const QUIET_MS = 60_000;
/** A peer that has this many more connections than the newcomer's loses a quiet one at once. */
const LARGER_BY = 2;

/**
 * The accepted sockets of a server by the address of their peer. Each address has its own byte budget within the server's.
 * If all places are taken, a newcomer gets that of the connection that has been quiet longest among those of the address with
 * the most; so no peer can keep the others out by opening connections.
 */
export class Peers {
  private readonly peers = new Map<string, Peer>();
  private count = 0;

  constructor(private readonly options: PeersOptions) {}

  /** Takes a socket in; undefined if all places are taken and no other connection can be displaced. */
  admit(socket: Socket): Guest | undefined {
    const address = socket.remoteAddress ?? 'unknown';
    if (this.count >= this.options.maxConnections && !this.makeRoom(address)) return undefined;
    const guest: Guest = { address, socket, openedAtMs: performance.now(), connection: undefined };
    this.peerAt(address).guests.add(guest);
    this.count += 1;
    return guest;
  }

  /** The budget of an address that has a guest. */
  budgetOf({ address }: Guest): ByteBudget {
    return this.peerAt(address).budget;
  }

  /** Gives the place of a guest back; safe to call twice. */
  leave(guest: Guest): void {
    const peer = this.peers.get(guest.address);
    if (!peer?.guests.delete(guest)) return;
    this.count -= 1;
    if (peer.guests.size === 0) this.peers.delete(guest.address);
  }

  private peerAt(address: string): Peer {
    const { budget: parent, maxBytesPerPeer: maxBytes } = this.options;
    const peer = this.peers.get(address) ?? {
      budget: new ByteBudget({ maxBytes, scope: 'peer', parent }),
      guests: new Set(),
    };
    this.peers.set(address, peer);
    return peer;
  }

  private makeRoom(address: string): boolean {
    const own = this.peers.get(address)?.guests.size ?? 0;
    const most = Math.max(0, ...[...this.peers.values()].map(({ guests }) => guests.size));
    const largest = [...this.peers.values()].filter(({ guests }) => guests.size === most);
    const leastMs = most >= own + LARGER_BY ? 0 : QUIET_MS;
    const found = quietest(
      largest.flatMap(({ guests }) => [...guests]),
      leastMs,
    );
    if (!found) return false;
    this.leave(found);
    if (found.connection) found.connection.destroy('displaced');
    else found.socket.destroy();
    return true;
  }
}

/** Returns the guest that has been quiet longest, and for `leastMs` at least; one with an unanswered frame is never quiet. */
function quietest(guests: readonly Guest[], leastMs: number): Guest | undefined {
  let found: Guest | undefined;
  let foundMs = leastMs;
  for (const guest of guests) {
    const { connection, openedAtMs } = guest;
    const quietMs = connection ? connection.quietMs : performance.now() - openedAtMs;
    if (quietMs === undefined || quietMs < foundMs) continue;
    found = guest;
    foundMs = quietMs;
  }
  return found;
}
