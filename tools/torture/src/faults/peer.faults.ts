import { type PeerManner } from '../peers/peers';
import { type Fault, type Strike } from './fault';

const LASTS: readonly [number, number] = [1_000, 4_000];
const FEW = 5;
const MANY: readonly [number, number] = [50, 250];
const HELD_CONNECTIONS = 40;
const MAX_LIES = 20;

const fault = (name: string, strike: (strike: Strike) => Promise<void>): Fault => ({
  name: `peer ${name}`,
  part: 'peer',
  lasts: LASTS,
  strike,
});

/** Different in each strike, and the same for equal seeds. */
const numberOf = ({ random }: Strike): number => random.index(1e9);

const patient = (
  name: string,
  {
    results,
    perMessage = 1,
    manner,
  }: { results: (strike: Strike) => number; perMessage?: number; manner: PeerManner },
): Fault =>
  fault(name, (strike) => {
    const mrn = `P${numberOf(strike)}`;
    strike.peers.sendPatient({ mrn, results: results(strike), resultsPerMessage: perMessage }, manner);
    return strike.run.lastFor(strike.lastsMs);
  });

const few = (): number => FEW;
const many = ({ random }: Strike): number => Math.round(random.between(...MANY));

export const PEER_FAULTS: readonly Fault[] = [
  patient('sends a patient of many results without waiting', { results: many, manner: 'plain' }),
  patient('sends many results in one message', { results: many, perMessage: MANY[1], manner: 'plain' }),
  patient('sends each message twice', { results: few, manner: 'twice' }),
  patient('sends a packet for each byte', { results: few, manner: 'split' }),
  patient('closes in mid-frame, then sends again', { results: few, manner: 'broken' }),
  fault('sends frames that are not HL7', (strike) => {
    const count = 1 + strike.random.index(MAX_LIES);
    const lies = Array.from({ length: count }, (_, index) => `no message ${numberOf(strike)} ${index}`);
    strike.peers.lie(lies.map((text) => Buffer.from(text)));
    return strike.run.lastFor(strike.lastsMs);
  }),
  fault('holds half frames on 40 connections', ({ peers, lastsMs }) => peers.hold(HELD_CONNECTIONS, lastsMs)),
];
