import { topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** Messages that could not be processed, whole and with a reason, kept until a person replays or discards them. */
export const DEAD_LETTERS = 'dead-letters';

export const deadLettersTopic = (sizing: TopicSizing): TopicSpec => topicSpec(DEAD_LETTERS, sizing, -1);
