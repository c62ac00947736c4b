import { DAYS_MS, topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** Recorded decisions to be paged, keyed by patient. */
export const AKI_ALERTS = 'aki.alerts';

export const akiAlertsTopic = (sizing: TopicSizing): TopicSpec => topicSpec(AKI_ALERTS, sizing, 30 * DAYS_MS);
