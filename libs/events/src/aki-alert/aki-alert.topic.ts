import { DAYS_MS, topicSpec, type TopicSizing, type TopicSpec } from '../record/topic-spec';

/** Recorded decisions that somebody has to be paged about, keyed by patient. */
export const AKI_ALERTS = 'aki.alerts';

export const akiAlertsTopic = (sizing: TopicSizing): TopicSpec => topicSpec(AKI_ALERTS, sizing, 30 * DAYS_MS);
