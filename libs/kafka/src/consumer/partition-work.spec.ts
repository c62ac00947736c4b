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
      isAssigned: () => membership.isAssigned,
      isRunning: () => membership.joined,
      hasEnded: () => false,
      seek: () => undefined,
      commit: (partition) => Promise.resolve(void committed.push(partition)),
      onHeartbeatFailed: (error) => membership.doubt(error),
      onFailed: () => undefined,
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

  it('sends no heartbeat and no offset while the member joins again', async () => {
    const { work, membership, beats, committed, end } = slowWork();
    await work.process(payload(0, () => false, beats));
    membership.leave();
    end();
    await work.idle();
    expect({ beats: beats.length, committed }).toEqual({ beats: 1, committed: [] });
  });

  it('goes on where it was told to meanwhile, after the slice', async () => {
    const { work, sought, end } = slowWork();
    await work.process(payload(0, () => false));
    work.seek(0, 3n);
    expect(sought).toEqual([]);
    end();
    await work.idle();
    expect(sought).toEqual([[0, 3n]]);
    work.seek(0, 4n);
    expect(sought).toEqual([
      [0, 3n],
      [0, 4n],
    ]);
  });
});

/** Work whose handler ends when the spec says so, and which is left to itself at once. */
function slowWork() {
  const membership = new GroupMembership({ sessionTimeoutMs: NEVER_MS });
  membership.join([0]);
  const committed: number[] = [];
  const sought: [number, bigint][] = [];
  let end = () => undefined as void;
  const held = new Promise<void>((resolve) => (end = resolve));
  const work = new PartitionWork({
    handler: () => held.then(() => DONE),
    ...{ maxBatchMessages: 10, concurrentPartitions: 1, detachAfterMs: 0, heartbeatIntervalMs: NEVER_MS },
    pauses: new PartitionPauses({ pause: () => undefined, resume: () => undefined }),
    events: {},
    isAssigned: () => membership.isAssigned,
    isRunning: () => membership.joined,
    hasEnded: () => false,
    seek: (partition, offset) => sought.push([partition, offset]),
    commit: (partition) => Promise.resolve(void committed.push(partition)),
    onHeartbeatFailed: () => undefined,
    onFailed: () => undefined,
  });
  return { work, membership, beats: [] as number[], committed, sought, end: () => end() };
}

/** As kafkajs hands it over, as far as it is read. */
function payload(partition: number, isDividing: () => boolean, beats: number[] = []): EachBatchPayload {
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
    heartbeat: () => (
      beats.push(partition),
      isDividing() ? Promise.reject(new KafkaJSProtocolError(dividing)) : Promise.resolve()
    ),
  } as unknown as EachBatchPayload;
}
