import { type Feed } from './feed/feed';
import { type ScenarioRun } from './scenario-run';
import { type ServiceName } from './services/service-name';

/** One disturbance of a whole Renwatch in the middle of a stream; afterwards decisions and pages must be the undisturbed ones. */
export interface Scenario {
  /** As progress and table name it. */
  name: string;
  /** How many of each service run; default 1. */
  replicas?: Partial<Record<ServiceName, number>>;
  /** Variables of every replica of a service, beside the usual ones. */
  settings?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** Variables of the first start of every replica of a service: a mistake that somebody mends later. */
  firstSettings?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /**
   * Where the first replica of a service dies or freezes, `point:passing` or `point:passing:freeze`; once. `alone`: the
   * others start when it is down, for work that whoever comes first does for all.
   */
  crash?: { service: ServiceName; at: string; alone?: true | undefined };
  /** Where the stream comes from; default: a hospital that dials in (`DialInFeed`). */
  feed?: (hospital: FeedSource) => Feed;
  /** Feed and page endpoint are found by names, which `run.names` can take away. */
  byName?: true;
  /** How the first replica of a service ends, in order (`SIGKILL`, `exit code 0`); whatever else ends is a fault. */
  ends?: Partial<Record<ServiceName, readonly string[]>>;
  /** `origin reason` of each dead letter that the stream leaves; default: none. */
  deadLetters?: readonly string[];
  /** Called when every replica has been started, before any need be ready. */
  starting?(run: ScenarioRun): Promise<void>;
  /** Called when every replica is ready, just after the feed has begun; resolves when nothing more is disturbed. */
  disturb(run: ScenarioRun): Promise<void>;
  /** What has to hold beside equal decisions and pages, once everything is decided and paged; the services still run. Throws where it does not. */
  check?(run: ScenarioRun): Promise<void> | void;
}

/** What a feed is made from. */
export interface FeedSource {
  /** The host under which a gateway finds what it dials. */
  host: string;
  stream: readonly { bytes: Uint8Array; mrn: string; result?: { local: string } }[];
  /** The same messages in one MLLP file. */
  messages: string;
  /** A folder of its own. */
  folder: string;
}
