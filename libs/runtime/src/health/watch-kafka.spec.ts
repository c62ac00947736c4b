import { Readiness } from './readiness';
import { watchKafka, type GroupState } from './watch-kafka';

const JOINED: GroupState = { joined: true, assignment: [0, 1, 2], stoppedPartitions: [] };

async function stateOf(consumer: GroupState, producer?: { healthy: boolean }) {
  const readiness = new Readiness();
  const stop = new AbortController();
  const watching = watchKafka({
    part: readiness.part('kafka'),
    consumer,
    ...(producer && { producer }),
    everyMs: 1_000,
    signal: stop.signal,
  });
  const state = readiness.report().parts['kafka'];
  stop.abort();
  await watching;
  return state;
}

describe('watchKafka', () => {
  it('is ready with its number of partitions once the group is joined', async () => {
    expect(await stateOf(JOINED)).toEqual({ ready: true, detail: 'group joined, 3 partitions' });
  });

  it.each<[string, GroupState, { healthy: boolean } | undefined, string]>([
    [
      'a partition is stopped',
      { ...JOINED, stoppedPartitions: [{ partition: 2, reason: 'newer schema' }] },
      undefined,
      'partition 2 stopped: newer schema',
    ],
    [
      'the group is not joined',
      { ...JOINED, joined: false },
      { healthy: true },
      'consumer has not joined its group',
    ],
    ['the producer has no broker', JOINED, { healthy: false }, 'producer is not connected to a broker'],
  ])('is unready while %s', async (_name, consumer, producer, detail) => {
    expect(await stateOf(consumer, producer)).toEqual({ ready: false, detail });
  });

  it('follows the consumer until the service stops', async () => {
    jest.useFakeTimers();
    const readiness = new Readiness();
    const stop = new AbortController();
    const consumer = { ...JOINED, joined: false };
    const watching = watchKafka({
      part: readiness.part('kafka'),
      consumer,
      everyMs: 1_000,
      signal: stop.signal,
    });
    expect(readiness.isReady).toBe(false);
    consumer.joined = true;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(readiness.isReady).toBe(true);
    stop.abort();
    jest.useRealTimers();
    await watching;
  });
});
