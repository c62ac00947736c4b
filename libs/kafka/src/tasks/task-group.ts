import { randomUUID } from 'node:crypto';
import { type Consumer, type EachBatchPayload, KafkaJSProtocolError } from 'kafkajs';
import { pause } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { GroupMember } from '../consumer/group-member';
import { MemberLives } from '../consumer/member-lives';
import { TaskShare } from './task-share';
import { taskAssigner, tasksAmong } from './task-assigner';
import { type TaskGroupEvents } from './task-group.events';
import { instantNow, type Instant, TaskLease } from './task-lease';
import { type TaskListener } from './task-listener.port';

export interface TaskGroupOptions {
  client: KafkaClient;
  groupId: string;
  /** Topic of the group; its records only request rebalances. */
  topic: string;
  /** Writes a record to `topic`, durably. */
  write: (value: Buffer) => Promise<void>;
  /** After so long without a sign of life the group gives a member's tasks to others. */
  sessionTimeoutMs: number;
  listener: TaskListener;
  events?: TaskGroupEvents;
}

/** The rest is for clocks that run unevenly, and for closing what has to be dropped. */
const LEASE_SHARE = 0.8;
const HEARTBEATS_PER_SESSION = 12;
const MAX_WAIT_MS = 250;
const MAX_BYTES = 1024 * 1024;
const REJOIN_AGAIN_MS = 2_000;
/** Requests whose good answer says that this member's assignment held when they went out. */
const CONFIRMING = new Set(['Heartbeat', 'SyncGroup']);

/**
 * Shares named tasks among processes, each task at one process at most. What a member holds it keeps through a new
 * division unless it is given to another. Whatever happens to a member, it drops its tasks before the group may take it
 * for gone: its lease counts from the last question that the group answered and is shorter than the session time-out,
 * which in turn is not longer than a rebalance, in which the group puts out who does not come.
 */
export class TaskGroup {
  private readonly events: TaskGroupEvents;
  private readonly lease: TaskLease;
  private readonly share: TaskShare;
  private readonly lives: MemberLives;
  private readonly stopped = new AbortController();
  private leaseTimer: NodeJS.Timeout | undefined;
  private askedAt: Instant | undefined;
  private assigned: string[] = [];
  private wantedRejoin: string | undefined;

  constructor(private readonly options: TaskGroupOptions) {
    this.events = options.events ?? {};
    this.lease = new TaskLease({ leaseMs: options.sessionTimeoutMs * LEASE_SHARE });
    this.share = new TaskShare({
      listener: options.listener,
      lease: this.lease,
      onSurrendered: () => void this.rejoin(),
    });
    this.lives = new MemberLives({
      newMember: (onJoined) => this.newMember(onJoined),
      onUnavailable: (info) => this.events.unavailable?.(info),
    });
  }

  /** Resolves once the group is joined, however long the broker takes, or when stopped. */
  start(tasks: readonly string[]): Promise<void> {
    this.share.know(tasks);
    return this.lives.start();
  }

  /** Returns true if this member may work on the task now. */
  holds(task: string): boolean {
    return this.share.holds(task);
  }

  /** Leaves the group without calling the listener; release the tasks first. Idempotent. */
  async stop({ drainMs }: { drainMs: number }): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.leaseTimer);
    this.share.end();
    await this.lives.stop({ drainMs });
  }

  private newMember(onJoined: () => void): GroupMember {
    const { client, groupId, topic, sessionTimeoutMs } = this.options;
    const isCurrent = () => this.lives.current === member && !this.stopped.signal.aborted && !member.hasEnded;
    const member: GroupMember = new GroupMember({
      client,
      groupId,
      topic,
      sessionTimeoutMs,
      rebalanceTimeoutMs: sessionTimeoutMs,
      heartbeatIntervalMs: sessionTimeoutMs / HEARTBEATS_PER_SESSION,
      maxWaitMs: MAX_WAIT_MS,
      maxBytesPerPartition: MAX_BYTES,
      maxBytes: MAX_BYTES,
      concurrentPartitions: 1,
      assigner: taskAssigner({ topic, claims: () => this.claims() }),
      onConsumer: (consumer) => this.listen(consumer, isCurrent),
      eachBatch: (payload) => this.hear(payload),
      onJoined: () => {
        if (!isCurrent()) return;
        this.divided();
        onJoined();
      },
      onRebalancing: () => undefined,
      onCommitFailed: () => undefined,
    });
    return member;
  }

  private listen(consumer: Consumer, isCurrent: () => boolean): void {
    const { events } = consumer;
    consumer.on(events.REQUEST, ({ payload: { apiName, duration, sentAt } }) => {
      if (!CONFIRMING.has(apiName) || !isCurrent()) return;
      this.askedAt = { monotonicMs: instantNow().monotonicMs - Math.max(0, duration), wallMs: sentAt };
    });
    consumer.on(events.RECEIVED_UNSUBSCRIBED_TOPICS, ({ payload }) => {
      this.assigned = tasksAmong(payload.topicsNotSubscribed, this.options.topic);
    });
    consumer.on(events.HEARTBEAT, () => {
      if (isCurrent()) this.confirm();
    });
  }

  /** Told to the group with each joining. */
  private claims() {
    this.assigned = [];
    this.wantedRejoin = undefined;
    return this.share.claim();
  }

  private divided(): void {
    this.share.assign(this.assigned);
    this.confirm();
    this.share.surrender();
    this.events.divided?.({ tasks: this.assigned });
  }

  private confirm(): void {
    if (!this.askedAt) return;
    const wasValid = this.lease.isValid;
    this.lease.renew(this.askedAt);
    if (!this.lease.isValid) return;
    if (!wasValid) this.events.confirmed?.();
    this.armLease();
    this.share.settle();
  }

  private armLease(): void {
    clearTimeout(this.leaseTimer);
    this.leaseTimer = setTimeout(() => {
      if (this.lease.isValid) this.armLease();
      else this.lapse();
    }, this.lease.remainingMs);
  }

  private lapse(): void {
    this.share.dropAll();
    this.events.lapsed?.();
  }

  /** Requests a rebalance after this member's claims changed: kafkajs joins again only if a batch fails with that error. */
  private async rejoin(): Promise<void> {
    const wanted = randomUUID();
    this.wantedRejoin = wanted;
    while (this.wantedRejoin === wanted && !this.stopped.signal.aborted) {
      await this.options
        .write(Buffer.from(wanted))
        .catch((error: unknown) => this.events.rejoinFailed?.({ error: error as Error }));
      await pause(REJOIN_AGAIN_MS, this.stopped.signal);
    }
  }

  private hear({ batch, resolveOffset }: EachBatchPayload): Promise<void> {
    for (const { value, offset } of batch.messages) {
      resolveOffset(offset);
      if (this.wantedRejoin === undefined || value?.toString() !== this.wantedRejoin) continue;
      const error = Object.assign(new Error('tasks of this member have changed'), {
        type: 'REBALANCE_IN_PROGRESS',
        code: 27,
      });
      return Promise.reject(new KafkaJSProtocolError(error));
    }
    return Promise.resolve();
  }
}
