/** Where a scenario's stream comes from. */
export interface Feed {
  /** What the n-th replica of the gateway, counted from 0, is told about it. */
  gatewaySettings(replica: number): Promise<Readonly<Record<string, string>>>;
  start(): void;
  /** Resolves when every message is acknowledged, rejects where one is refused; settles also after `stop`. */
  readonly done: Promise<void>;
  /** What was sent and acknowledged, and when. */
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
  /** When the result was first sent that a page `mrn,time` is about; undefined where it never was. */
  sentAtMs(page: string): number | undefined;
}
