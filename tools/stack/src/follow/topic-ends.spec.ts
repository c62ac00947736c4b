import { DEAD_LETTERS, HL7_MESSAGES } from '@renwatch/events';
import { type PartitionOffsets } from '@renwatch/kafka';
import { TopicEnds } from './topic-ends';

describe('the ends of the topics', () => {
  const offsets = new Map<string, PartitionOffsets[]>();
  const ends = new TopicEnds({
    existing: async () => new Set(offsets.keys()),
    offsets: async (topic) => {
      const found = offsets.get(topic);
      if (!found) throw new Error(`This server does not host ${topic}`);
      return found;
    },
  });

  it('are empty while no service has created the topics', async () => {
    expect(await ends.deadLetters()).toBe(0);
    expect(await ends.messages()).toEqual(new Map());
  });

  it('include each partition, and count kept dead letters', async () => {
    const partition = { committed: null, lag: 0n };
    offsets.set(HL7_MESSAGES, [{ ...partition, partition: 0, logStart: 2n, logEnd: 9n }]);
    offsets.set(DEAD_LETTERS, [
      { ...partition, partition: 0, logStart: 0n, logEnd: 3n },
      { ...partition, partition: 1, logStart: 1n, logEnd: 2n },
    ]);
    expect(await ends.messages()).toEqual(new Map([[0, { logStart: 2n, logEnd: 9n }]]));
    expect(await ends.deadLetters()).toBe(4);
  });
});
