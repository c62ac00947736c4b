import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import {
  DEFAULT_TOPIC_SIZING,
  deadLettersTopic,
  gatewayFeedsTopic,
  hl7MessagesTopic,
  maxRecordBytes,
} from '@renwatch/events';
import { createKafkaClient, KafkaClient } from '@renwatch/kafka';
import {
  CRASH,
  type CrashPoints,
  kafkaAccess,
  LOGGER,
  type Logger,
  Metrics,
  Readiness,
  TRACER,
  type Tracer,
} from '@renwatch/runtime';
import { CONFIGURATION, type GatewayConfiguration } from './config';
import { CurrentFeeds } from './feeds/current-feeds';
import { FeedBudgets } from './feeds/feed-budgets';
import { type FeedOwnership } from './feeds/feed-ownership.port';
import { Feeds } from './feeds/feeds';
import { GroupOwnership } from './feeds/group-ownership';
import { readFeeds } from './feeds/read-feeds';
import { GatewayLifecycle } from './gateway.lifecycle';
import { Admission } from './intake/admission';
import { ControlIds } from './intake/control-ids';
import { frameBounds } from './intake/frame-bounds';
import { FrameIntake } from './intake/frame-intake';
import { KafkaDurableLog } from './kafka/kafka-durable-log';
import { GatewayMetrics } from './telemetry/gateway.metrics';

/** Injection token of the FeedOwnership that decides which dialled feeds this replica reads. */
const FEED_OWNERSHIP = Symbol('feed ownership');

const now = (): Date => new Date();

const providers: Provider[] = [
  GatewayLifecycle,
  { provide: KafkaClient, inject: [CONFIGURATION, LOGGER], useFactory: makeKafkaClient },
  {
    provide: KafkaDurableLog,
    inject: [CONFIGURATION, KafkaClient, LOGGER, TRACER],
    useFactory: makeDurableLog,
  },
  {
    provide: FeedBudgets,
    inject: [CONFIGURATION],
    useFactory: ({ feeds, maxBytesInFlight }: GatewayConfiguration) =>
      new FeedBudgets({ feeds, maxBytes: maxBytesInFlight }),
  },
  {
    provide: Admission,
    inject: [CONFIGURATION],
    useFactory: ({ kafkaMaxWaitingBytes: maxCostBytes, maxFrameBytes }: GatewayConfiguration) =>
      new Admission({ maxCostBytes, bounds: frameBounds(maxFrameBytes) }),
  },
  {
    provide: GatewayMetrics,
    inject: [CONFIGURATION, Metrics, FeedBudgets, Admission],
    useFactory: makeMetrics,
  },
  {
    provide: FEED_OWNERSHIP,
    inject: [CONFIGURATION, KafkaClient, KafkaDurableLog, Readiness, LOGGER],
    useFactory: makeFeedOwnership,
  },
  {
    provide: CurrentFeeds,
    inject: [CONFIGURATION, GatewayMetrics, LOGGER],
    useFactory: ({ feeds, feedSources }: GatewayConfiguration, events: GatewayMetrics, log: Logger) =>
      new CurrentFeeds({ feeds, read: () => readFeeds(feedSources), events, log }),
  },
  {
    provide: Feeds,
    inject: [
      CONFIGURATION,
      CurrentFeeds,
      FEED_OWNERSHIP,
      FeedBudgets,
      Admission,
      KafkaDurableLog,
      GatewayMetrics,
      LOGGER,
      CRASH,
      TRACER,
    ],
    useFactory: makeFeeds,
  },
];

@Module({})
export class GatewayModule {
  static with(configuration: GatewayConfiguration): DynamicModule {
    return {
      module: GatewayModule,
      providers: [{ provide: CONFIGURATION, useValue: configuration }, ...providers],
    };
  }
}

function makeKafkaClient(configuration: GatewayConfiguration, log: Logger): KafkaClient {
  const { kafkaBrokers: brokers } = configuration;
  return createKafkaClient({ brokers, clientId: 'renwatch-gateway', ...kafkaAccess(configuration), log });
}

function makeDurableLog(
  configuration: GatewayConfiguration,
  client: KafkaClient,
  log: Logger,
  tracer: Tracer,
): KafkaDurableLog {
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
    tracer,
  });
}

function makeMetrics(
  { feeds }: GatewayConfiguration,
  metrics: Metrics,
  budgets: FeedBudgets,
  admission: Admission,
): GatewayMetrics {
  return new GatewayMetrics({
    metrics,
    feeds,
    bytesInFlight: () => budgets.usedBytes,
    waitingFrames: () => admission.waiting,
    oldestFrameAgeMs: () => admission.oldestAgeMs,
    now,
  });
}

function makeFeedOwnership(
  { feedSessionTimeoutMs: sessionTimeoutMs }: GatewayConfiguration,
  client: KafkaClient,
  writer: KafkaDurableLog,
  readiness: Readiness,
  log: Logger,
): FeedOwnership {
  return new GroupOwnership({ client, writer, sessionTimeoutMs, part: readiness.part('feedGroup'), log });
}

function makeFeeds(
  configuration: GatewayConfiguration,
  current: CurrentFeeds,
  ownership: FeedOwnership,
  budgets: FeedBudgets,
  admission: Admission,
  writer: KafkaDurableLog,
  metrics: GatewayMetrics,
  log: Logger,
  crashPoints: CrashPoints,
  tracer: Tracer,
): Feeds {
  const { feeds, maxFrameBytes, maxConnections, frameTimeoutMs, drainTimeoutMs } = configuration;
  const controlIds = new ControlIds({ startedAt: now() });
  const bounds = frameBounds(maxFrameBytes);
  return new Feeds({
    feeds,
    limits: {
      ...{ maxFrameBytes, maxConnections, frameTimeoutMs, budgets },
      maxPendingFramesPerConnection: configuration.maxPendingFrames,
    },
    ownership,
    intakeFor: ({ name }) =>
      new FrameIntake({
        get feed() {
          return current.get(name);
        },
        maxLetterBytesPerHour: configuration.maxLetterBytesPerHour,
        ...{ writer, bounds, admission, controlIds, events: metrics, log, now, crashPoints, tracer },
      }),
    events: metrics,
    log,
    releaseDrainMs: drainTimeoutMs / 2,
    crashPoints,
  });
}
