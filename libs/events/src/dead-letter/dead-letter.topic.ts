import { topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** What could not be processed, whole, with its reason, until somebody replays or discards it. */
export const DEAD_LETTERS = 'dead-letters';

export const deadLettersTopic = (sizing: TopicSizing): TopicSpec => topicSpec(DEAD_LETTERS, sizing, -1);
