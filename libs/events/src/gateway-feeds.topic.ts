import { DAYS_MS, topicSpec, type TopicSizing, type TopicSpec } from './record/topic-spec';

/**
 * Topic of the consumer group that shares the dialled feeds among gateways. A record on it only asks for a rebalance: it
 * holds no data of a feed, and means nothing once it was read.
 */
export const GATEWAY_FEEDS = 'gateway.feeds';

export const gatewayFeedsTopic = (sizing: TopicSizing): TopicSpec =>
  topicSpec(GATEWAY_FEEDS, { ...sizing, partitions: 1 }, DAYS_MS);
