import { EventEmitter } from 'node:events';
import { Kafka } from 'kafkajs';
import { waitFor } from '@renwatch/testing';
import { type KafkaClient } from '../client/kafka-client';
import { GroupMember } from './group-member';

const { events } = new Kafka({ brokers: ['localhost:1'] }).consumer({ groupId: 'none' });

/** A member on a consumer that connects to nothing and whose events the spec emits. */
function member() {
  const emitter = new EventEmitter();
  const nothing = () => Promise.resolve();
  const consumer = {
    ...{ events, on: emitter.on.bind(emitter), connect: nothing, subscribe: nothing, disconnect: nothing },
    run: () => new Promise(() => undefined),
  };
  const sockets = { end: () => undefined, drop: () => undefined };
  const client = {
    patienceMs: 10_000,
    openSession: () => ({ kafka: { consumer: () => consumer }, sockets }),
  };
  const created = new GroupMember({
    client: client as unknown as KafkaClient,
    ...{ groupId: 'group', topic: 'topic', sessionTimeoutMs: 20, heartbeatIntervalMs: 5 },
    ...{ rebalanceTimeoutMs: 60_000, maxWaitMs: 60_000, maxBytesPerPartition: 1, maxBytes: 1 },
    concurrentPartitions: 1,
    eachBatch: nothing,
    onJoined: () => undefined,
    onRebalancing: () => undefined,
    onCommitFailed: () => undefined,
  });
  const emit = (name: string, payload: object) => emitter.emit(name, { payload });
  return { created, emit };
}

describe('a member of a consumer group', () => {
  it('ends if it keeps fetching without a place in the group', async () => {
    const { created, emit } = member();
    const life = created.live();
    await waitFor(() => emit(events.REQUEST, { apiName: 'Fetch' }) && created.hasEnded, {
      timeoutMs: 10_000,
      what: 'the end of the stray member',
    });
    expect(await life).toMatchObject({
      message: expect.stringContaining('no longer knows this member') as string,
    });
  });

  it('ends its life without a fault when it is stopped', async () => {
    const { created } = member();
    const life = created.live();
    await created.stop({ drainMs: 10 });
    expect(await life).toBeUndefined();
  });
});
