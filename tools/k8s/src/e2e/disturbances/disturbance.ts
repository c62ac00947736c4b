import { type Kubectl } from '../cluster/kubectl';
import { type Nodes } from '../cluster/nodes.port';
import { type SimulatorEvents } from '../cluster/simulator-events';

/** What a disturbance may reach for. */
export interface Surroundings {
  kubectl: Kubectl;
  /** Absent where nobody can take a node of this cluster away. */
  nodes?: Nodes;
  /** What the hospital has seen so far. */
  events: SimulatorEvents;
  say: (line: string) => void;
}

/** What a kind of disturbance may cost at most; absent: no figure is promised. */
export interface Limits {
  standstillMs?: number;
  pageDelayMs?: number;
}

/** One thing that a cluster does to Renwatch in the middle of a stream. */
export interface Disturbance {
  /** As progress and table name it. */
  name: string;
  limits: Limits;
  /** How many days of the stream pass meanwhile at most, at the speed of the trial; default: a few. */
  days?: number;
  /** Containers start again in their pods; otherwise none may. */
  restarts?: true;
  /** Cannot be done without `nodes`. */
  needsNodes?: true;
  /** Puts everything in place, before anything is measured. */
  prepare?(at: Surroundings): Promise<void>;
  /** Does it, and waits until what it disturbed is whole again. */
  disturb(at: Surroundings): Promise<void>;
  /** Puts everything back, when nothing is measured any more. */
  restore?(at: Surroundings): Promise<void>;
}
