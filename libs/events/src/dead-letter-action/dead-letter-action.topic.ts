import { topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** Actions of people on dead letters, keyed by the letter; the letters themselves are never changed. */
export const DEAD_LETTER_ACTIONS = 'dead-letters.actions';

export const deadLetterActionsTopic = (sizing: TopicSizing): TopicSpec =>
  topicSpec(DEAD_LETTER_ACTIONS, sizing, -1);
