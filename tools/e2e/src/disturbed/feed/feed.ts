/** The source of a scenario's stream. */
export interface Feed {
  /** The settings of the n-th replica of the gateway, counted from 0. */
  gatewaySettings(replica: number): Promise<Readonly<Record<string, string>>>;
  start(): void;
  /** Resolves when every message is acknowledged, rejects if one is refused; settles also after `stop`. */
  readonly done: Promise<void>;
  /** Records what has been sent and acknowledged, and when. */
  readonly record: FeedRecord;
  stop(): Promise<void>;
}

export interface FeedRecord {
  /** Messages acknowledged so far. */
  readonly acknowledged: number;
  /** The longest that a connection waited for an acknowledgement, every resend included. */
  readonly longestStandstillMs: number;
  /** When the newest acknowledgement came, ms since 1970; 0 before the first. */
  readonly lastAcknowledgedAtMs: number;
  /** When the result was first sent that a page `mrn,time` is about; undefined if it never was. */
  sentAtMs(page: string): number | undefined;
}

/** The material of a feed. */
export interface FeedSource {
  /** The host under which a gateway finds what it dials. */
  host: string;
  stream: readonly { bytes: Uint8Array; mrn: string; result?: { local: string } }[];
  /** The same messages in one MLLP file. */
  messages: string;
  /** A folder of its own. */
  folder: string;
}
