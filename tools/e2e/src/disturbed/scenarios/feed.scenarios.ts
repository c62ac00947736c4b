import { decodeHl7Message, HL7_MESSAGES } from '@renwatch/events';
import { readTopic } from '@renwatch/kafka';
import { CraftedFeed } from '../feed/crafted.feed';
import { type Feed } from '../feed/feed';
import { PipeliningFeed } from '../feed/pipelining.feed';
import { SimulatorFeed } from '../feed/simulator.feed';
import { type Scenario } from '../scenario/scenario';
import { type ScenarioRun } from '../scenario/scenario-run';

const AWAY_MS = 10_000;
const MESSAGES_A_CONNECTION = 50;
/** This many have a second between their two packets, as the course's simulator does; all others have less. */
const SHORT_MESSAGES = 10;
const PACKETS_APART_MS = 1_000;
const LESS_APART_MS = 10;
const CONNECTIONS = 50;
const settled = (): Promise<void> => Promise.resolve();

const closesEvery50: Scenario = {
  name: 'dialled feed closes after every 50 messages',
  feed: (source) => new SimulatorFeed({ source, flags: [`--disconnect-every=${MESSAGES_A_CONNECTION}`] }),
  disturb: settled,
  check: (run) => {
    const { closes } = feedAs(run.feed, SimulatorFeed);
    const atLeast = Math.floor(run.feed.record.acknowledged / MESSAGES_A_CONNECTION) - 1;
    if (closes < atLeast) throw new Error(`the feed closed ${closes} times, at least ${atLeast} were due`);
  },
};

const refuses: Scenario = {
  name: 'dialled feed refuses for 10 s',
  feed: (source) => new SimulatorFeed({ source }),
  disturb: async (run) => {
    const feed = feedAs(run.feed, SimulatorFeed);
    await run.untilAcknowledged(1 / 3);
    await feed.halt();
    run.mustBeInMidStream();
    const before = await run.replica('gateway').metric('gateway_redials_total');
    await run.lastFor(AWAY_MS);
    const redials = (await run.replica('gateway').metric('gateway_redials_total')) - before;
    if (redials < 2) throw new Error(`the gateway dialled ${redials} times while it was refused`);
    await feed.open();
  },
};

const nameAway: Scenario = {
  name: 'name of the dialled feed does not resolve for 10 s',
  byName: true,
  feed: (source) => new SimulatorFeed({ source }),
  disturb: async (run) => {
    const feed = feedAs(run.feed, SimulatorFeed);
    await run.untilAcknowledged(1 / 3);
    run.names.remove(run.names.hospital);
    await feed.halt();
    run.mustBeInMidStream();
    await feed.open();
    const before = run.feed.record.acknowledged;
    await run.lastFor(AWAY_MS);
    if (run.feed.record.acknowledged > before) throw new Error('the feed was found without its name');
    run.names.restore(run.names.hospital);
  },
};

const shortMessages: Scenario = {
  name: 'dialled feed sends each message in two packets, the first ten 1 s apart',
  feed: (source) => new SimulatorFeed({ source, flags: ['--short_messages'] }),
  disturb: async (run) => {
    const feed = feedAs(run.feed, SimulatorFeed);
    const beganAtMs = Date.now();
    await run.until('short messages', () => run.feed.record.acknowledged >= SHORT_MESSAGES);
    if (Date.now() - beganAtMs < SHORT_MESSAGES * PACKETS_APART_MS)
      throw new Error('the messages came faster than in two packets each');
    await feed.halt();
    const [before, openedAtMs] = [run.feed.record.acknowledged, Date.now()];
    await feed.open(['--short_messages', `--segment-gap-ms=${LESS_APART_MS}`]);
    await run.untilFed();
    if (Date.now() - openedAtMs < (run.feed.record.acknowledged - before) * LESS_APART_MS)
      throw new Error('the messages came faster than in two packets each');
  },
};

const oddBytes: Scenario = {
  name: 'feed sends single bytes, five in one packet, no CR after FS, noise between frames',
  feed: (source) =>
    new CraftedFeed({ source, manners: ['single-bytes', 'together', 'no-cr', 'noise', 'plain', 'no-cr'] }),
  disturb: settled,
  check: async (run) => {
    const noise = await run.replica('gateway').metric('gateway_noise_bytes_total');
    if (noise === 0) throw new Error('no noise was counted');
  },
};

const oddConnections: Scenario = {
  name: 'feed closes in the middle of frames and before acknowledgements, and resends',
  feed: (source) => new CraftedFeed({ source, manners: ['plain', 'cut', 'plain', 'lost-ack'] }),
  disturb: settled,
  check: async (run) => {
    const repeats = [...(await run.topic()).values()].filter((count) => count > 1).length;
    if (repeats === 0) throw new Error('nothing was sent again after a lost acknowledgement');
  },
};

const pipelined: Scenario = {
  name: '50 connections at once, each sending without waiting',
  // Fewer than each has to send: some are held back.
  settings: { gateway: { MAX_PENDING_FRAMES: '8' } },
  feed: (source) => new PipeliningFeed({ source, connections: CONNECTIONS }),
  disturb: settled,
  check: orderOfConnectionsIsKept,
};

export const FEED_SCENARIOS: readonly Scenario[] = [
  closesEvery50,
  refuses,
  nameAway,
  shortMessages,
  oddBytes,
  oddConnections,
  pipelined,
];

/** Checks that in each partition the messages of a connection are in the order in which they were sent. */
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
      if (!sent) throw new Error('the topic holds a message that the feed did not send');
      // A write that was repeated repeats its records: the first of each counts, as for consumers.
      if (seen.has(sent)) continue;
      seen.add(sent);
      const key = `${partition} ${sent.lane}`;
      if (sent.place < (reached.get(key) ?? 0)) throw new Error(`connection ${sent.lane} lost its order`);
      reached.set(key, sent.place);
    }
  }
}

/** Returns the feed of a scenario, which knows what it made. @throws Error if it is another one */
function feedAs<T extends Feed>(feed: Feed, kind: abstract new (...given: never[]) => T): T {
  if (feed instanceof kind) return feed;
  throw new Error(`the feed is not a ${kind.name}`);
}
