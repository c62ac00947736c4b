/** Describes a topic for its creation. `config` is Kafka's topic configuration, spelled as Kafka does. */
export interface TopicSpec {
  name: string;
  partitions: number;
  replicationFactor: number;
  config: Record<string, string>;
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

export function topicSpec(name: string, sizing: TopicSizing, retentionMs: number): TopicSpec {
  return {
    name,
    partitions: sizing.partitions,
    replicationFactor: sizing.replicationFactor,
    config: {
      'cleanup.policy': 'delete',
      'retention.ms': String(retentionMs),
      'min.insync.replicas': String(sizing.minInSyncReplicas),
      'max.message.bytes': String(maxRecordBytes(sizing.maxFrameBytes)),
    },
  };
}
