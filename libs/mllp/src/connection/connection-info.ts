import { type Socket } from 'node:net';

export interface ConnectionInfo {
  /** Unique within the process, so that one log tells the connections of all servers and dialers apart. */
  readonly id: number;
  /** `address:port` of the peer. */
  readonly peer: string;
  /** The peer's address without its port. */
  readonly address: string;
  readonly openedAt: Date;
}

let lastId = 0;

/** Describes a connected socket, with a new id. */
export function describeConnection({ remoteAddress = 'unknown', remotePort = 0 }: Socket): ConnectionInfo {
  lastId += 1;
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
  return { id: lastId, peer: `${host}:${remotePort}`, address: remoteAddress, openedAt: new Date() };
}
