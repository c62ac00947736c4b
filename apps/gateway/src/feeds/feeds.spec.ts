import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { encodeFrame, MllpSender } from '@renwatch/mllp';
import { parseMessage } from '@renwatch/hl7';
import { type DialledFeed, type Feed } from './feed';
import { creatinine, dialled, listened } from '../gateway.spec-support';
import { waitFor } from '@renwatch/testing';
import { type FeedOwnership, type OwnershipListener } from './feed-ownership.port';
import { makeFeeds } from './feeds.spec-support';

const MAX_BYTES_OF_FEED = 16 * 1024;
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Gives and takes feeds when the test says so. */
class ManualOwnership implements FeedOwnership {
  feeds: readonly DialledFeed[] = [];
  private listener: OwnershipListener | undefined;
  private readonly held = new Set<DialledFeed>();

  async start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void> {
    this.feeds = feeds;
    this.listener = listener;
  }

  holds(feed: DialledFeed): boolean {
    return this.held.has(feed);
  }

  give(feed: DialledFeed): void {
    this.held.add(feed);
    this.listener?.acquired(feed);
  }

  async take(feed: DialledFeed): Promise<void> {
    this.held.delete(feed);
    await this.listener?.released(feed);
  }

  /** Ends the ownership as a clock does, without telling anybody. */
  lapse(feed: DialledFeed): void {
    this.held.delete(feed);
  }

  drop(feed: DialledFeed): void {
    this.held.delete(feed);
    this.listener?.lost(feed);
  }

  async stop(): Promise<void> {
    this.listener = undefined;
  }
}

async function open(feeds: readonly Feed[], ownership = new ManualOwnership(), maxConnections = 1) {
  const made = makeFeeds({ feeds, ownership, maxConnections, maxBytesOfFeed: MAX_BYTES_OF_FEED });
  closers.push(() => made.all.close({ drainMs: 1_000 }));
  return { ...made, ports: await made.all.open() };
}

async function sendTo(port: number | undefined) {
  const sender = new MllpSender({ host: '127.0.0.1', port: port ?? 0, ackTimeoutMs: 5_000 });
  closers.push(() => sender.close());
  await sender.connect();
  return sender;
}

/** Starts a peer that waits to be dialled. */
async function peer() {
  const connections = { open: 0 };
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    connections.open += 1;
    socket.on('error', () => undefined).on('close', () => (connections.open -= 1));
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const connection = async (): Promise<Socket> => {
    await waitFor(() => sockets.length > 0, { timeoutMs: 20_000, what: 'a connection' });
    return sockets[0] as Socket;
  };
  return { port: (server.address() as AddressInfo).port, connections, connection };
}

describe('Feeds', () => {
  it('listens to each feed under its own name and options', async () => {
    const { ports, writer } = await open([
      { ...listened, name: 'lab', authority: 'RRK' },
      { ...listened, name: 'ward', rejectWith: 'AE' },
    ]);
    const [lab, ward] = [await sendTo(ports.get('lab')), await sendTo(ports.get('ward'))];
    expect(parseMessage(await lab.send(creatinine('7', '80'))).get('MSA-1')).toBe('AA');
    expect(parseMessage(await ward.send(Buffer.from('hello'))).get('MSA-1')).toBe('AE');
    expect(writer.messages.map(({ feed, patient }) => [feed, patient?.key])).toEqual([['lab', 'RRK|7']]);
    expect(writer.deadLetters.map(({ source }) => source.feed)).toEqual(['ward']);
  });

  it('takes connections only from the networks of the feed', async () => {
    const { ports, writer, metricsText } = await open([
      { ...listened, name: 'lab', allowFrom: ['127.0.0.0/8'] },
      { ...listened, name: 'ward', allowFrom: ['192.0.2.0/24'] },
    ]);
    await (await sendTo(ports.get('lab'))).send(creatinine('7', '80'));
    const stranger = await sendTo(ports.get('ward'));
    await expect(stranger.send(creatinine('8', '80'))).rejects.toThrow();
    expect(writer.messages.map(({ feed }) => feed)).toEqual(['lab']);
    expect(await metricsText()).toMatch(
      /untrusted_connections_total\{feed="ward",reason="address-not-allowed".*\} 1/,
    );
  });

  it('refuses a port that is taken, with the remedy', async () => {
    const { ports } = await open([listened]);
    const port = ports.get('ward') ?? 0;
    const again = open([{ ...listened, name: 'again', port }]);
    await expect(again).rejects.toThrow(`feed again cannot listen on 127.0.0.1:${port} (EADDRINUSE)`);
    await expect(again).rejects.toThrow('MLLP_LISTEN');
  });

  it('reports messages, refusals and connections in metrics', async () => {
    const { ports, metricsText } = await open([listened]);
    const sender = await sendTo(ports.get('ward'));
    await sender.send(creatinine('7', '80'));
    await sender.send(Buffer.from('hello'));
    await sendTo(ports.get('ward')).then((second) => second.send(Buffer.from('x')).catch(() => undefined));
    const text = await metricsText();
    const expected = [
      'gateway_messages_total{feed="ward",type="ORU^R01",service="gateway"} 1',
      'gateway_acknowledgements_total{feed="ward",code="AA",service="gateway"} 1',
      'gateway_acknowledgements_total{feed="ward",code="AR",service="gateway"} 1',
      'gateway_dead_letters_total{feed="ward",reason="not-hl7",service="gateway"} 1',
      'gateway_connections{feed="ward",service="gateway"} 1',
      'gateway_refused_connections_total{feed="ward",service="gateway"} 1',
      'gateway_bytes_in_flight{feed="ward",service="gateway"} 0',
    ];
    for (const line of expected) expect(text).toContain(`renwatch_${line}\n`);
    expect(text).toMatch(/gateway_seconds_since_last_message\{feed="ward",service="gateway"\} \d/);
  });

  it('answers other peers and feeds while nine half frames wait', async () => {
    const course = await peer();
    const ownership = new ManualOwnership();
    const feeds = [listened, { ...listened, name: 'lab' }, { ...dialled, port: course.port }];
    const { ports, metricsText } = await open(feeds, ownership, 10);
    for (const feed of ownership.feeds) ownership.give(feed);
    for (let count = 0; count < 9; count += 1) {
      const port = ports.get('ward') ?? 0;
      const hostile = connect({ host: '127.0.0.1', localAddress: '127.0.0.2', port });
      closers.push(() => void hostile.destroy());
      hostile.on('error', () => undefined).write(Buffer.from(`\x0b${'x'.repeat(3_900)}`));
    }
    const waits = async () =>
      Number(/budget_waits_total\{feed="ward",scope="peer".*\} (\d+)/.exec(await metricsText())?.[1] ?? 0);
    await waitFor(async () => (await waits()) >= 7, { timeoutMs: 20_000, what: 'the hostile peer to wait' });
    for (const name of ['ward', 'lab']) {
      const sender = await sendTo(ports.get(name));
      expect(parseMessage(await sender.send(creatinine('7', '80'))).get('MSA-1')).toBe('AA');
    }
    const socket = await course.connection();
    socket.write(encodeFrame(creatinine('8', '80')));
    await waitFor(() => socket.bytesRead > 0, { timeoutMs: 20_000, what: 'an answer to the dialled feed' });
  });

  it('dials a feed only while it owns it', async () => {
    const feed = await peer();
    const ownership = new ManualOwnership();
    const { metricsText } = await open([{ ...dialled, port: feed.port }], ownership);
    const [ours] = ownership.feeds;
    if (!ours) throw new Error('no feed was offered');
    const owned = async () => /gateway_feed_owned\{feed="course".*\} (\d)/.exec(await metricsText())?.[1];
    const connections = (count: number) =>
      waitFor(() => feed.connections.open === count, { timeoutMs: 20_000, what: `${count} connections` });
    expect([feed.connections.open, await owned()]).toEqual([0, '0']);
    ownership.give(ours);
    ownership.give(ours);
    await connections(1);
    expect(await owned()).toBe('1');
    await ownership.take(ours);
    await connections(0);
    expect(await owned()).toBe('0');
    ownership.give(ours);
    await connections(1);
    ownership.drop(ours);
    await connections(0);
  });

  it('reads nothing once its ownership has lapsed, connection open or not', async () => {
    const feed = await peer();
    const ownership = new ManualOwnership();
    const { writer } = await open([{ ...dialled, port: feed.port }], ownership);
    const [ours] = ownership.feeds;
    if (!ours) throw new Error('no feed was offered');
    ownership.give(ours);
    const socket = await feed.connection();
    ownership.lapse(ours);
    socket.write(encodeFrame(creatinine('7', '80')));
    await waitFor(() => socket.readableEnded, { timeoutMs: 20_000, what: 'the end' });
    expect(socket.bytesRead).toBe(0);
    expect(writer.sent).toEqual([]);
  });

  it('releases its feeds when it closes', async () => {
    const [lab, ward] = [await peer(), await peer()];
    const ownership = new ManualOwnership();
    const feeds = [
      { ...dialled, name: 'lab', port: lab.port },
      { ...dialled, name: 'ward', port: ward.port },
    ];
    const { all } = await open(feeds, ownership);
    for (const feed of ownership.feeds) ownership.give(feed);
    const connected = () => lab.connections.open + ward.connections.open;
    await waitFor(() => connected() === 2, { timeoutMs: 20_000, what: 'both connections' });
    await all.close({ drainMs: 1_000 });
    await waitFor(() => connected() === 0, { timeoutMs: 20_000, what: 'both connections to close' });
  });
});
