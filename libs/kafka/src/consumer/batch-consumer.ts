import { type EachBatchPayload } from 'kafkajs';
import { type KafkaClient } from '../client/kafka-client';
import { type BatchHandler } from './batch.handler';
import { type ConsumerEvents } from './consumer.events';
import { GroupMember } from './group-member';
import { MemberLives } from './member-lives';
import { PartitionWork } from './partition-work';

export interface BatchConsumerOptions {
  client: KafkaClient;
  groupId: string;
  topic: string;
  /** After so long without a sign of life the group gives a member's partitions to others. Default 10 s. */
  sessionTimeoutMs?: number;
  /** Also how soon a new division is noticed, for which all others wait. Default: a tenth of `sessionTimeoutMs`. */
  heartbeatIntervalMs?: number;
  /** How long the group waits for a member in the middle of a batch. Default 30 s. */
  rebalanceTimeoutMs?: number;
  /** The most messages the handler is given at once. */
  maxBatchMessages: number;
  /** The longest the broker keeps a fetch open when there is nothing new; no heartbeat is sent meanwhile. Default 250 ms. */
  maxWaitMs?: number;
  /** Maximum bytes of one partition in a fetch; a larger record comes alone. Default 1 MiB. */
  maxBytesPerPartition?: number;
  /** Maximum bytes of all partitions in a fetch. Default 16 MiB. */
  maxBytes?: number;
  /** How many partitions' handlers may run at once. Default 1. */
  concurrentPartitions?: number;
  /** The longest that other partitions' messages wait for the batch of one. Default 250 ms. */
  detachAfterMs?: number;
  handler: BatchHandler;
  events?: ConsumerEvents;
}

const HEARTBEATS_PER_SESSION = 10;

/**
 * Reads a topic as a member of a group, a new group from the beginning. A lost broker is waited for; a kafkajs consumer
 * that crashed is replaced. A batch may be handed over more than once, and for a moment to two members.
 */
export class BatchConsumer {
  private readonly events: ConsumerEvents;
  private readonly lives: MemberLives;
  private work: PartitionWork | undefined;

  constructor(private readonly options: BatchConsumerOptions) {
    this.events = options.events ?? {};
    this.lives = new MemberLives({
      newMember: (onJoined) => this.newMember(onJoined),
      onUnavailable: (info) => this.events.unavailable?.(info),
    });
  }

  /** Resolves once the group is joined, however long the broker takes, or when stopped. */
  start(): Promise<void> {
    return this.lives.start();
  }

  /** True if this is a member of the group, as far as it can know. */
  get joined(): boolean {
    return !this.lives.isStopped && (this.lives.current?.membership.joined ?? false);
  }

  /** The partitions this member has. */
  get assignment(): number[] {
    return this.lives.current?.membership.partitions ?? [];
  }

  /** Partitions paused until the next rebalance; while there are any, the service should be unready. */
  get stoppedPartitions(): { partition: number; reason: string }[] {
    return this.lives.current?.pauses.stopped() ?? [];
  }

  /** Goes on at this offset, after the batch in work; nothing where the partition is not this member's. Commits nothing. */
  seek(partition: number, offset: bigint): void {
    if (this.assignment.includes(partition)) this.work?.seek(partition, offset);
  }

  /** Lets a handler in work finish, commits, leaves the group; by force after `drainMs`. Idempotent. */
  stop({ drainMs }: { drainMs: number }): Promise<void> {
    return this.lives.stop({ drainMs });
  }

  private newMember(onJoined: () => void): GroupMember {
    const { options, events } = this;
    const { sessionTimeoutMs = 10_000, maxWaitMs = 250 } = options;
    const heartbeatIntervalMs = options.heartbeatIntervalMs ?? sessionTimeoutMs / HEARTBEATS_PER_SESSION;
    const member: GroupMember = new GroupMember({
      client: options.client,
      groupId: options.groupId,
      topic: options.topic,
      sessionTimeoutMs,
      heartbeatIntervalMs,
      rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? 30_000,
      // While all partitions are paused kafkajs sleeps this long between heartbeats.
      maxWaitMs: Math.min(maxWaitMs, heartbeatIntervalMs),
      maxBytesPerPartition: options.maxBytesPerPartition ?? 1024 * 1024,
      maxBytes: options.maxBytes ?? 16 * 1024 * 1024,
      concurrentPartitions: options.concurrentPartitions ?? 1,
      eachBatch: (payload: EachBatchPayload) => work.process(payload),
      idle: () => work.idle(),
      onJoined: (partitions) => {
        work.assigned();
        events.joined?.({ partitions });
        onJoined();
      },
      onRebalancing: () => events.rebalancing?.(),
      onCommitFailed: (error) => events.commitFailed?.({ error }),
    });
    const work: PartitionWork = new PartitionWork({
      handler: options.handler,
      maxBatchMessages: options.maxBatchMessages,
      concurrentPartitions: options.concurrentPartitions ?? 1,
      detachAfterMs: options.detachAfterMs ?? 250,
      heartbeatIntervalMs,
      pauses: member.pauses,
      events,
      isAssigned: () => member.membership.isAssigned,
      isRunning: () => !this.lives.isStopped && member.membership.joined,
      hasEnded: () => member.hasEnded,
      seek: (partition, offset) => member.seek(partition, offset),
      commit: (partition, nextOffset) => member.commits.add(partition, nextOffset),
      onFailed: (error) => member.fail(error),
      onHeartbeatFailed: (error) => member.membership.doubt(error),
    });
    this.work = work;
    return member;
  }
}
