import { type Consumer, type EachBatchPayload, type PartitionAssigner } from 'kafkajs';
import { finishesWithin, withDeadline } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { type KafkaSession } from '../client/kafka-session';
import { waitForLeader } from './wait-for-leader';
import { GroupMembership } from './group-membership';
import { OffsetCommits } from './offset-commits';
import { PartitionPauses } from './partition-pauses';
import { StrayWatch } from './stray-watch';

export interface GroupMemberOptions {
  client: KafkaClient;
  groupId: string;
  topic: string;
  sessionTimeoutMs: number;
  heartbeatIntervalMs: number;
  rebalanceTimeoutMs: number;
  maxWaitMs: number;
  maxBytesPerPartition: number;
  maxBytes: number;
  concurrentPartitions: number;
  /** How the group's leader divides the work. Default: kafkajs's own, round robin. */
  assigner?: PartitionAssigner;
  /** For whoever listens to more of kafkajs's events than this does. */
  onConsumer?: (consumer: Consumer) => void;
  eachBatch: (payload: EachBatchPayload) => Promise<void>;
  /** Resolves when no batch is in work, also none that `eachBatch` left to itself. */
  idle?: () => Promise<void>;
  onJoined: (partitions: number[]) => void;
  onRebalancing: () => void;
  onCommitFailed: (error: Error) => void;
}

const METADATA_MAX_AGE_MS = 30_000;
/** Half a minute: a broker that is back by then finds the member it knew, and no division of the partitions is needed. */
const CONNECT_RETRIES = 60;
/** For everything else, such as coordinators and leaders that move. */
const RETRY = {
  retries: 8,
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
  // kafkajs restarts into the objects that failed; we make new ones.
  restartOnFailure: () => Promise.resolve(false),
};
const WATCH_EVERY_MS = 500;

/** One life of a kafkajs consumer: from connecting until it crashes or is stopped. */
export class GroupMember {
  readonly membership: GroupMembership;
  readonly pauses: PartitionPauses;
  readonly commits: OffsetCommits;
  private readonly session: KafkaSession;
  private readonly consumer: Consumer;
  private readonly ended: Promise<Error | undefined>;
  private end!: (error?: Error) => void;
  private readonly stray: StrayWatch;
  private joining: Promise<void> | undefined;
  private commitNow: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  private lastSignMs = performance.now();
  private working = 0;
  private over = false;
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: GroupMemberOptions) {
    const { client, groupId, topic, sessionTimeoutMs } = options;
    this.membership = new GroupMembership({ sessionTimeoutMs });
    this.stray = new StrayWatch({ afterMs: sessionTimeoutMs });
    this.ended = new Promise((resolve) => (this.end = resolve));
    waitForLeader(sessionTimeoutMs);
    this.session = client.openSession({ connectRetries: CONNECT_RETRIES });
    this.consumer = this.session.kafka.consumer({
      groupId,
      ...(options.assigner === undefined ? {} : { partitionAssigners: [options.assigner] }),
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: options.heartbeatIntervalMs,
      rebalanceTimeout: options.rebalanceTimeoutMs,
      maxWaitTimeInMs: options.maxWaitMs,
      maxBytesPerPartition: options.maxBytesPerPartition,
      maxBytes: options.maxBytes,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      allowAutoTopicCreation: false,
      retry: RETRY,
    });
    const partitionsOf = (partition: number) => [{ topic, partitions: [partition] }];
    this.pauses = new PartitionPauses({
      pause: (partition) => this.ifRunning(() => this.consumer.pause(partitionsOf(partition))),
      resume: (partition) => this.ifRunning(() => this.consumer.resume(partitionsOf(partition))),
    });
    this.commits = new OffsetCommits({
      commit: async (offsets) => {
        const partitions = offsets.map(({ partition, nextOffset }) => ({
          partition,
          offset: String(nextOffset),
        }));
        await this.commitNow?.({ topics: [{ topic, partitions }] });
      },
      onFailed: (error) => {
        this.membership.doubt(error);
        options.onCommitFailed(error as Error);
      },
    });
    options.onConsumer?.(this.consumer);
    this.listen();
  }

  /** Resolves when this life is over: with the fault, or undefined after `stop()`. */
  async live(): Promise<Error | undefined> {
    const watch = setInterval(() => this.watch(), WATCH_EVERY_MS);
    this.begin().catch((error: Error) => this.end(error));
    const fault = await this.ended;
    this.over = true;
    clearInterval(watch);
    this.membership.leave();
    this.pauses.resumeAll();
    this.session.sockets.end();
    return fault;
  }

  /** Lets a batch in work finish, leaves the group, disconnects; by force after `drainMs`. Idempotent. */
  stop({ drainMs }: { drainMs: number }): Promise<void> {
    this.stopping ??= this.leaveAndEnd(drainMs);
    return this.stopping;
  }

  /** This life is over, though a handler may still hang. */
  get hasEnded(): boolean {
    return this.over;
  }

  /** Ends this life with a fault. */
  fail(error: Error): void {
    this.end(error);
  }

  seek(partition: number, offset: bigint): void {
    this.ifRunning(() =>
      this.consumer.seek({ topic: this.options.topic, partition, offset: String(offset) }),
    );
  }

  private async begin(): Promise<void> {
    const { client, topic, concurrentPartitions } = this.options;
    const timeoutMs = client.patienceMs;
    await withDeadline(this.consumer.connect(), { timeoutMs, name: 'connecting the consumer' });
    const subscribing = this.consumer.subscribe({ topics: [topic], fromBeginning: true });
    await withDeadline(subscribing, { timeoutMs, name: 'subscribing' });
    if (this.stopping !== undefined) return;
    this.joining = this.consumer.run({
      // A commit is ours to make, after the handler's; and under autoCommit seeking commits.
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrentPartitions,
      eachBatch: (payload) => this.work(payload),
    });
    await this.joining;
  }

  private async work(payload: EachBatchPayload): Promise<void> {
    // Not consumer.commitOffsets(), which does nothing, and says so to nobody, once the consumer is stopping.
    this.commitNow = payload.commitOffsetsIfNecessary;
    this.working += 1;
    try {
      await this.options.eachBatch(payload);
    } finally {
      this.working -= 1;
      this.sign();
    }
  }

  private async leaveAndEnd(drainMs: number): Promise<void> {
    const leave = async () => {
      // A consumer that is stopped while it joins would begin to run afterwards.
      await Promise.race([this.joining, this.ended]);
      // While a batch that was left to itself ends and is committed, nothing more is fetched.
      this.pauses.drain(this.membership.partitions);
      await this.options.idle?.();
      await this.consumer.disconnect();
    };
    if (this.joining !== undefined) {
      await finishesWithin(leave(), drainMs).catch(() => undefined);
    }
    this.end(undefined);
  }

  private listen(): void {
    const { consumer, membership, options } = this;
    const { events } = consumer;
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      membership.join(payload.memberAssignment[options.topic] ?? []);
      this.commits.forget();
      // Pauses belong to the former assignment; another member may have had the partitions meanwhile.
      this.pauses.resumeAll();
      if (this.stopping !== undefined) this.pauses.drain(membership.partitions);
      options.onJoined(membership.partitions);
    });
    consumer.on(events.REBALANCING, () => {
      membership.leave();
      options.onRebalancing();
    });
    consumer.on(events.HEARTBEAT, () => {
      membership.prove();
      void this.commits.flush();
    });
    consumer.on(events.CRASH, ({ payload }) => this.end(payload.error));
    consumer.on(events.REQUEST, ({ payload }) => {
      this.sign();
      if (this.stray.answered(payload.apiName, { joined: membership.joined, nowMs: performance.now() }))
        this.end(new Error('group no longer knows this member, which kept fetching'));
    });
    // The peer may have vanished without closing the connection, which kafkajs would go on using.
    consumer.on(events.REQUEST_TIMEOUT, ({ payload }) =>
      this.session.sockets.drop(payload.broker, 'request timed out'),
    );
  }

  private sign(): void {
    this.lastSignMs = performance.now();
  }

  /** kafkajs has been seen to stand still without a crash: after a time without any answer, this life is over. */
  private watch(): void {
    const { client, rebalanceTimeoutMs, maxWaitMs } = this.options;
    if (this.working > 0) this.sign();
    const silenceMs = performance.now() - this.lastSignMs;
    if (silenceMs > rebalanceTimeoutMs + maxWaitMs + client.patienceMs) {
      this.end(new Error(`no response from the brokers for ${Math.round(silenceMs)} ms`));
    }
  }

  /** kafkajs throws when told to a consumer that is not running; its next life begins with nothing paused. */
  private ifRunning(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.options.client.log.debug({ error: (error as Error).message }, 'consumer is not running');
    }
  }
}
