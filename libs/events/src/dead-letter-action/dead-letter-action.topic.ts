import { topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** What people did about dead letters, keyed by the letter: the topic of letters itself is never changed. */
export const DEAD_LETTER_ACTIONS = 'dead-letters.actions';

export const deadLetterActionsTopic = (sizing: TopicSizing): TopicSpec =>
  topicSpec(DEAD_LETTER_ACTIONS, sizing, -1);
