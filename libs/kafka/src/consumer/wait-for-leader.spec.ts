import { waitFor } from '@renwatch/testing';
import { randomUUID } from 'node:crypto';
import { PartitionAssigners, type PartitionAssigner } from 'kafkajs';
import { newTopic, testClient } from '../kafka.spec-support';
import { SLOW_MS } from './batch-consumer.spec-support';
import { GroupMember } from './group-member';
import { MemberLives } from './member-lives';

const REQUEST_TIMEOUT_MS = 1_000;

describe('a member of a group', () => {
  const members: MemberLives[] = [];
  afterEach(() => Promise.all(members.splice(0).map((member) => member.stop({ drainMs: 5_000 }))));

  it(
    'waits for a leader slower than the request time-out',
    async () => {
      const client = testClient({ requestTimeoutMs: REQUEST_TIMEOUT_MS });
      const topic = await newTopic(testClient(), { partitions: 2 });
      const groupId = `spec.${randomUUID()}`;
      const faults: string[] = [];
      let dividingSinceMs: number | undefined;
      let release: (() => void) | undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const assigner: PartitionAssigner = (config) => {
        const usual = PartitionAssigners.roundRobin(config);
        return {
          ...usual,
          assign: async (group) => {
            if (group.members.length > 1) {
              dividingSinceMs ??= performance.now();
              await released;
            }
            return usual.assign(group);
          },
        };
      };
      const member = () =>
        new MemberLives({
          newMember: (onJoined) =>
            new GroupMember({
              client,
              groupId,
              topic,
              assigner,
              sessionTimeoutMs: 10_000,
              heartbeatIntervalMs: 100,
              rebalanceTimeoutMs: 30_000,
              maxWaitMs: 100,
              maxBytesPerPartition: 1024,
              maxBytes: 1024,
              concurrentPartitions: 1,
              eachBatch: () => Promise.resolve(),
              onJoined,
              onRebalancing: () => undefined,
              onCommitFailed: () => undefined,
            }),
          onUnavailable: ({ error }) => faults.push(error.message),
        });
      const [leader, other] = [member(), member()];
      members.push(leader, other);
      await leader.start();
      const joining = other.start();
      await waitFor(() => performance.now() - (dividingSinceMs ?? Infinity) > 2 * REQUEST_TIMEOUT_MS, {
        timeoutMs: 60_000,
        what: 'a division that takes longer than a request may',
      });
      release?.();
      await joining;
      await waitFor(
        () => [leader, other].every(({ current }) => current?.membership.partitions.length === 1),
        {
          timeoutMs: 60_000,
          what: 'a partition each',
        },
      );
      expect(faults.filter((fault) => fault.includes('SyncGroup'))).toEqual([]);
    },
    SLOW_MS,
  );
});
