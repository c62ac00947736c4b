import { decodeHl7Message, HL7_MESSAGES } from '@renwatch/events';
import { readTopic } from '@renwatch/kafka';
import { CraftedFeed } from '../feed/crafted.feed';
import { feedAs } from '../feed/feed-as';
import { PipeliningFeed } from '../feed/pipelining.feed';
import { type Scenario } from '../scenario';
import { type ScenarioRun } from '../scenario-run';

const CONNECTIONS = 50;
const settled = (): Promise<void> => Promise.resolve();

const oddConnections: Scenario = {
  name: 'feed closes in the middle of frames and before acknowledgements, and resends',
  feed: (source) => new CraftedFeed({ source, manners: ['plain', 'cut', 'plain', 'lost-ack'] }),
  disturb: settled,
};

const pipelined: Scenario = {
  name: '50 connections at once, each sending without waiting',
  feed: (source) => new PipeliningFeed({ source, connections: CONNECTIONS }),
  disturb: settled,
  check: orderOfConnectionsIsKept,
};

export const FEED_SCENARIOS: readonly Scenario[] = [oddConnections, pipelined];

/** In each partition, what came by one connection lies in the order in which it was sent. */
async function orderOfConnectionsIsKept(run: ScenarioRun): Promise<void> {
  const feed = feedAs(run.feed, PipeliningFeed);
  const placeOf = new Map<string, { lane: number; place: number }>();
  feed.lanes.forEach((indices, lane) =>
    indices.forEach((index, place) => placeOf.set(feed.rawOf(index), { lane, place })),
  );
  const reached = new Map<string, number>();
  const seen = new Set<object>();
  for await (const { partition, messages } of readTopic({
    client: run.broker.client,
    topic: HL7_MESSAGES,
    from: 'beginning',
  })) {
    for (const { value } of messages) {
      const sent = placeOf.get(decodeHl7Message(value).raw);
      if (!sent) throw new Error('the topic holds a message that nobody sent');
      // A write that was repeated repeats its records: the first of each counts, as for consumers.
      if (seen.has(sent)) continue;
      seen.add(sent);
      const key = `${partition} ${sent.lane}`;
      if (sent.place < (reached.get(key) ?? 0)) throw new Error(`connection ${sent.lane} lost its order`);
      reached.set(key, sent.place);
    }
  }
}
