/** A message as its sender logged it. */
export interface SentMessage {
  /** Its bytes in base64. */
  readonly raw: string;
  readonly mrn: string;
  /** `mrn,time` of each result in it. */
  readonly results: readonly string[];
  /** Ms since 1970. */
  readonly firstSentAtMs: number;
  /** Absent if it was never acknowledged. */
  readonly acknowledgedAtMs?: number | undefined;
  /** True if the answer was a refusal. */
  readonly isRefused?: boolean;
}

/** A record of the topic of messages. */
export interface TopicMessage {
  readonly id: string;
  readonly raw: string;
  readonly partition: number;
  readonly offset: bigint;
}

export interface Letter {
  readonly origin: string;
  readonly reason: string;
  /** In base64. */
  readonly payload: string;
  readonly messageId: string | null;
}

export interface RecordedDecision {
  readonly id: string;
  /** `mrn,time`. */
  readonly result: string;
  readonly level: number;
  readonly decidedAtMs: number;
}

/** A page as its endpoint received it. */
export interface ReceivedPage {
  /** `mrn,time`. */
  readonly body: string;
  readonly idempotencyKey: string;
  readonly atMs: number;
  /** Absent if the answer was not written to its end. */
  readonly answer?: { readonly status: number; readonly atMs: number };
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Shows what a run left behind: the sender's log, topics, tables and pages. */
export interface Evidence {
  readonly sent: readonly SentMessage[];
  readonly topic: readonly TopicMessage[];
  readonly letters: readonly Letter[];
  /** The first offset of each partition that is not processed. */
  readonly progress: ReadonlyMap<number, bigint>;
  /** Moves of a partition's progress to an earlier offset. */
  readonly setBacks: readonly { partition: number; from: bigint; to: bigint }[];
  readonly decisions: readonly RecordedDecision[];
  /** The decision of each alert. */
  readonly alerts: ReadonlyMap<string, string>;
  readonly pages: readonly ReceivedPage[];
  /** `mrn,time` of each page that the stream requires. */
  readonly expectedPages: ReadonlySet<string>;
  /** When a fault may have kept the answer to a page from being received or recorded. */
  readonly lostAnswers: readonly TimeSpan[];
}
