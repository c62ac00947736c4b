import { DAYS_MS, topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** Every accepted HL7 message, parsed, keyed by patient so that one patient's messages keep their order. */
export const HL7_MESSAGES = 'hl7.messages';

export const hl7MessagesTopic = (sizing: TopicSizing): TopicSpec =>
  topicSpec(HL7_MESSAGES, sizing, 30 * DAYS_MS);
