import { DAYS_MS, topicSpec, type TopicSizing, type TopicSpec } from './record/topic-spec';

/**
 * Where the gateways' group, which shares the dialled feeds, calls its members to divide anew. It holds no feed's data,
 * and what is on it means nothing once it was heard.
 */
export const GATEWAY_FEEDS = 'gateway.feeds';

export const gatewayFeedsTopic = (sizing: TopicSizing): TopicSpec =>
  topicSpec(GATEWAY_FEEDS, { ...sizing, partitions: 1 }, DAYS_MS);
