import { type DynamicModule, Module } from '@nestjs/common';
import {
  DEFAULT_TOPIC_SIZING,
  deadLettersTopic,
  gatewayFeedsTopic,
  hl7MessagesTopic,
  maxRecordBytes,
} from '@renwatch/events';
import { createKafkaClient, KafkaClient } from '@renwatch/kafka';
import { ByteBudget } from '@renwatch/mllp';
import {
  CRASH,
  type CrashPoints,
  kafkaAccess,
  LOGGER,
  type Logger,
  Metrics,
  Readiness,
  ServiceFailure,
} from '@renwatch/runtime';
import { type GatewayConfiguration } from './config';
import { type FeedOwnership } from './feeds/feed-ownership.port';
import { Feeds } from './feeds/feeds';
import { GroupOwnership } from './feeds/group-ownership';
import { GatewayLifecycle } from './gateway.lifecycle';
import { GatewayService } from './gateway.service';
import { ControlIds } from './intake/control-ids';
import { frameBounds } from './intake/frame-bounds';
import { FrameIntake } from './intake/frame-intake';
import { KafkaDurableLog } from './kafka/kafka-durable-log';
import { GatewayMetrics } from './metrics/gateway.metrics';

const CONFIGURATION = Symbol('gateway configuration');
/** Injection token of the FeedOwnership that decides which dialled feeds are read here. */
export const FEED_OWNERSHIP = Symbol('feed ownership');

const now = (): Date => new Date();

@Module({})
export class GatewayModule {
  static forConfiguration(configuration: GatewayConfiguration): DynamicModule {
    return {
      module: GatewayModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: KafkaClient, inject: [CONFIGURATION, LOGGER], useFactory: kafkaClient },
        {
          provide: FEED_OWNERSHIP,
          inject: [CONFIGURATION, KafkaClient, KafkaDurableLog, Readiness, LOGGER],
          useFactory: feedOwnership,
        },
        {
          provide: ByteBudget,
          useFactory: () => new ByteBudget({ maxBytes: configuration.maxBytesInFlight }),
        },
        { provide: GatewayMetrics, inject: [CONFIGURATION, Metrics, ByteBudget], useFactory: gatewayMetrics },
        { provide: KafkaDurableLog, inject: [CONFIGURATION, KafkaClient, LOGGER], useFactory: durableLog },
        {
          provide: Feeds,
          inject: [CONFIGURATION, FEED_OWNERSHIP, ByteBudget, KafkaDurableLog, GatewayMetrics, LOGGER, CRASH],
          useFactory: feeds,
        },
        {
          provide: GatewayService,
          inject: [CONFIGURATION, KafkaDurableLog, Feeds, Readiness, ServiceFailure],
          useFactory: gatewayService,
        },
        GatewayLifecycle,
      ],
      exports: [Feeds],
    };
  }
}

function gatewayMetrics(
  { feeds: all }: GatewayConfiguration,
  metrics: Metrics,
  budget: ByteBudget,
): GatewayMetrics {
  return new GatewayMetrics({
    metrics,
    feeds: all.map((feed) => feed.name),
    bytesInFlight: () => budget.usedBytes,
    now,
  });
}

function kafkaClient(configuration: GatewayConfiguration, log: Logger): KafkaClient {
  const { kafkaBrokers: brokers } = configuration;
  return createKafkaClient({ brokers, clientId: 'renwatch-gateway', ...kafkaAccess(configuration), log });
}

function feedOwnership(
  { feedSessionTimeoutMs }: GatewayConfiguration,
  client: KafkaClient,
  writer: KafkaDurableLog,
  readiness: Readiness,
  log: Logger,
): FeedOwnership {
  const part = readiness.part('feedGroup');
  return new GroupOwnership({ client, writer, sessionTimeoutMs: feedSessionTimeoutMs, part, log });
}

function durableLog(configuration: GatewayConfiguration, client: KafkaClient, log: Logger): KafkaDurableLog {
  const { minReplication, minInSyncReplicas, maxFrameBytes, topicPartitions } = configuration;
  const sizing = {
    ...DEFAULT_TOPIC_SIZING,
    partitions: topicPartitions,
    replicationFactor: minReplication,
    minInSyncReplicas,
    maxFrameBytes,
  };
  return new KafkaDurableLog({
    client,
    topics: [hl7MessagesTopic(sizing), deadLettersTopic(sizing), gatewayFeedsTopic(sizing)],
    minReplication,
    minInSyncReplicas,
    minMessageBytes: maxRecordBytes(maxFrameBytes),
    maxBatchBytes: configuration.kafkaMaxBatchBytes,
    maxBatchMessages: configuration.kafkaMaxBatchMessages,
    maxWaitingBytes: configuration.kafkaMaxWaitingBytes,
    sendTimeoutMs: configuration.kafkaSendTimeoutMs,
    log,
  });
}

function feeds(
  configuration: GatewayConfiguration,
  ownership: FeedOwnership,
  budget: ByteBudget,
  writer: KafkaDurableLog,
  metrics: GatewayMetrics,
  log: Logger,
  crashPoints: CrashPoints,
): Feeds {
  const { maxFrameBytes, maxConnections, maxPendingFrames, drainTimeoutMs } = configuration;
  const controlIds = new ControlIds({ startedAt: now() });
  const bounds = frameBounds(maxFrameBytes);
  return new Feeds({
    feeds: configuration.feeds,
    limits: { maxFrameBytes, maxConnections, maxPendingFramesPerConnection: maxPendingFrames, budget },
    ownership,
    intakeOf: (feed) =>
      new FrameIntake({ feed, writer, bounds, controlIds, events: metrics, log, now, crashPoints }),
    metrics,
    log,
    releaseDrainMs: drainTimeoutMs / 2,
    crashPoints,
  });
}

function gatewayService(
  { drainTimeoutMs }: GatewayConfiguration,
  log: KafkaDurableLog,
  open: Feeds,
  readiness: Readiness,
  failure: ServiceFailure,
): GatewayService {
  return new GatewayService({
    durableLog: log,
    feeds: open,
    parts: { kafka: readiness.part('kafka'), feeds: readiness.part('feeds') },
    drainTimeoutMs,
    onFailure: (error) => failure.fail(error),
  });
}
