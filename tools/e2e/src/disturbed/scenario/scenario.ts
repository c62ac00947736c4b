import { type Feed, type FeedSource } from '../feed/feed';
import { type ScenarioRun } from './scenario-run';
import { type ServiceName } from '../services/service-name';
import { type Places, type ReplicaPlan } from '../services/start-replicas';
import { type Names } from '../surroundings/names';

/** A disturbance of the whole of Renwatch in the middle of a stream; afterwards decisions and pages must equal the undisturbed run's. */
export interface Scenario extends ReplicaPlan {
  /** The name in progress and table. */
  name: string;
  /** Makes the source of the stream; default: a hospital that dials in (`DialInFeed`). */
  feed?: (hospital: FeedSource) => Feed;
  /** How the first replica of a service ends, in order (`SIGKILL`, `exit code 0`); any other end is a fault. */
  ends?: Partial<Record<ServiceName, readonly string[]>>;
  /** The scenario itself waits for the end of all work and judges the outcome, in `check`. */
  judgesItself?: true;
  /** Longest time until every message is acknowledged; default 5 minutes. */
  feedLimitMs?: number;
  /** `origin reason` of each dead letter that the stream leaves; default: none. */
  deadLetters?: readonly string[];
  /** Puts something between services and surroundings before they start; returns where services find these. */
  between?(places: Places, names: Names): Promise<Places>;
  /** Called when every replica has been started, before any is ready. */
  starting?(run: ScenarioRun): Promise<void>;
  /** Called when every replica is ready, just after the feed has begun; resolves when nothing more is disturbed. */
  disturb(run: ScenarioRun): Promise<void>;
  /** Checks what must hold besides equal decisions and pages, after everything is decided and paged and while the services run. @throws Error if it does not */
  check?(run: ScenarioRun): Promise<void> | void;
  /** Closes what `between` opened. */
  close?(): Promise<void>;
}
