import { BROKER_FAULTS } from './broker.faults';
import { DATABASE_FAULTS } from './database.faults';
import { ENDPOINT_FAULTS } from './endpoint.faults';
import { type Fault } from './fault';
import { LINK_FAULTS } from './link.faults';
import { PEER_FAULTS } from './peer.faults';
import { REPLICA_FAULTS } from './replica.faults';

export const ALL_FAULTS: readonly Fault[] = [
  ...REPLICA_FAULTS,
  ...BROKER_FAULTS,
  ...DATABASE_FAULTS,
  ...ENDPOINT_FAULTS,
  ...LINK_FAULTS,
  ...PEER_FAULTS,
];

/** @throws Error if there is no such fault */
export function faultNamed(name: string): Fault {
  const found = ALL_FAULTS.find((fault) => fault.name === name);
  if (!found) throw new Error(`there is no fault named ${name}`);
  return found;
}
