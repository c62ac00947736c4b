import { topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** Messages that could not be processed, whole and with a reason, kept until a person replays or discards them. */
export const DEAD_LETTERS = 'dead-letters';

/**
 * Bound of each partition. Only this topic has one: its letters wait for a person, and a full disk would stop everything else.
 * Beyond it the oldest letters are deleted.
 */
const MAX_PARTITION_BYTES = 1024 * 1024 * 1024;

export const deadLettersTopic = (sizing: TopicSizing): TopicSpec => {
  const topic = topicSpec(DEAD_LETTERS, sizing, -1);
  return {
    ...topic,
    ...(topic.retention && { retention: { ...topic.retention, mayBeSized: true } }),
    config: { ...topic.config, 'retention.bytes': String(MAX_PARTITION_BYTES) },
  };
};
