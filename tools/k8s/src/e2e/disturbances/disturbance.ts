import { type Kubectl } from '../cluster/kubectl';
import { type Nodes } from '../cluster/nodes.port';
import { type SimulatorEvents } from '../cluster/simulator-events';

/** Everything a disturbance may use. */
export interface Surroundings {
  kubectl: Kubectl;
  /** Absent if no node of this cluster can be taken away. */
  nodes?: Nodes;
  /** The hospital's events so far. */
  events: SimulatorEvents;
  say: (line: string) => void;
}

/** The most that a kind of disturbance may cost. An absent limit promises nothing. */
export interface Limits {
  standstillMs?: number;
  pageDelayMs?: number;
}

/** Something that a cluster does to Renwatch in the middle of a stream. */
export interface Disturbance {
  /** Its name in progress lines and in the table. */
  name: string;
  limits: Limits;
  /** Most days of the stream that pass meanwhile at the trial's speed; default: a few. */
  days?: number;
  /** True if containers restart in their pods; otherwise none may. */
  restarts?: true;
  /** True if it needs `nodes`. */
  needsNodes?: true;
  /** Prepares everything before measuring starts. */
  prepare?(at: Surroundings): Promise<void>;
  /** Disturbs, and waits until everything is ready again. */
  disturb(at: Surroundings): Promise<void>;
  /** Restores everything after measuring has ended. */
  restore?(at: Surroundings): Promise<void>;
}
