/** How long the records of a topic must stay, whoever created it. */
export interface TopicRetention {
  minMs: number;
  /** True if a limit by size may delete records sooner. */
  mayBeSized: boolean;
}

/** Describes a topic for its creation. `config` is Kafka's topic configuration, spelled as Kafka does. */
export interface TopicSpec {
  name: string;
  partitions: number;
  replicationFactor: number;
  config: Record<string, string>;
  /** Undefined: records mean nothing once they were read. */
  retention?: TopicRetention;
}

export interface TopicSizing {
  /** Never lowered. Raise it only with intake stopped and lag 0, or messages of one patient overtake each other. */
  partitions: number;
  replicationFactor: number;
  minInSyncReplicas: number;
  /** The gateway's largest frame; the topics' `max.message.bytes` follows from it. */
  maxFrameBytes: number;
}

export const DEFAULT_TOPIC_SIZING: TopicSizing = {
  partitions: 24,
  replicationFactor: 1,
  minInSyncReplicas: 1,
  maxFrameBytes: 4 * 1024 * 1024,
};

/**
 * Returns the largest record that a frame of `maxFrameBytes` may become: `raw` in base64 takes 4/3 of the frame, the
 * extracted observations may repeat its text, and JSON escapes some of that.
 */
export function maxRecordBytes(maxFrameBytes: number): number {
  return 4 * maxFrameBytes + 64 * 1024;
}

export const DAYS_MS = 24 * 60 * 60 * 1000;

/** Services may be down for a long weekend, and its records must still be there. */
const MIN_RETENTION_MS = 7 * DAYS_MS;

/** `retentionMs`: -1 without end. Below a week, the records are not needed once they were read. */
export function topicSpec(name: string, sizing: TopicSizing, retentionMs: number): TopicSpec {
  const isKept = retentionMs < 0 || retentionMs >= MIN_RETENTION_MS;
  return {
    name,
    partitions: sizing.partitions,
    replicationFactor: sizing.replicationFactor,
    ...(isKept && { retention: { minMs: MIN_RETENTION_MS, mayBeSized: false } }),
    config: {
      'cleanup.policy': 'delete',
      'retention.ms': String(retentionMs),
      'retention.bytes': '-1',
      'unclean.leader.election.enable': 'false',
      'min.insync.replicas': String(sizing.minInSyncReplicas),
      'max.message.bytes': String(maxRecordBytes(sizing.maxFrameBytes)),
    },
  };
}
