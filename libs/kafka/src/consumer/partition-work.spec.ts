import { type EachBatchPayload, KafkaJSProtocolError } from 'kafkajs';
import { DONE } from './batch-consumer.spec-support';
import { GroupMembership } from './group-membership';
import { PartitionPauses } from './partition-pauses';
import { PartitionWork } from './partition-work';

const NEVER_MS = 3_600_000;

describe('the work of a partition', () => {
  it('does not begin during a rebalance', async () => {
    const membership = new GroupMembership({ sessionTimeoutMs: NEVER_MS });
    membership.join([0, 1, 2]);
    const handled: number[] = [];
    const committed: number[] = [];
    const work = new PartitionWork({
      handler: ({ partition }) => {
        handled.push(partition);
        return Promise.resolve(DONE);
      },
      maxBatchMessages: 10,
      concurrentPartitions: 1,
      detachAfterMs: NEVER_MS,
      heartbeatIntervalMs: NEVER_MS,
      pauses: new PartitionPauses({ pause: () => undefined, resume: () => undefined }),
      events: {},
      isRunning: () => membership.joined,
      hasEnded: () => false,
      seek: () => undefined,
      commit: (partition) => Promise.resolve(void committed.push(partition)),
      onHeartbeatFailed: (error) => membership.doubt(error),
    });
    let isDividing = false;
    const process = (partition: number) => work.process(payload(partition, () => isDividing));
    await process(0);
    isDividing = true;
    await process(1);
    await process(2);
    expect(handled).toEqual([0]);
    expect(committed).toEqual([0]);
  });
});

/** As kafkajs hands it over, as far as it is read. */
function payload(partition: number, isDividing: () => boolean): EachBatchPayload {
  const message = { offset: '7', key: null, value: Buffer.from('7'), timestamp: '0', attributes: 0 };
  const dividing = Object.assign(new Error('The group is rebalancing'), {
    type: 'REBALANCE_IN_PROGRESS',
    code: 27,
  });
  return {
    batch: { topic: 'any', partition, highWatermark: '8', messages: [message] },
    resolveOffset: () => undefined,
    isRunning: () => true,
    isStale: () => false,
    heartbeat: () => (isDividing() ? Promise.reject(new KafkaJSProtocolError(dividing)) : Promise.resolve()),
  } as unknown as EachBatchPayload;
}
