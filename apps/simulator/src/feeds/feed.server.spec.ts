import { type FeedEvent } from '../telemetry/simulator.events';
import { ManualClock } from '../session/manual-clock.spec-support';
import { systemClock } from '@renwatch/timing';
import { ListStream } from '../stream/list.stream.spec-support';
import { waitFor } from '../testing.spec-support';
import { FeedClient } from './feed-client.spec-support';
import { FeedServer, type FeedServerOptions } from './feed.server';

const STREAM = ['one', 'two', 'three', 'four'];
const servers: FeedServer[] = [];
const clients: FeedClient[] = [];

type Given = Partial<Omit<FeedServerOptions, 'behaviour'> & FeedServerOptions['behaviour']>;

async function serve(given: Given = {}) {
  const { rewind = true, ackTimeoutMs = 10_000, segmentGapMs, disconnectEvery, ...options } = given;
  const events: FeedEvent[] = [];
  const server = new FeedServer({
    host: '127.0.0.1',
    port: 0,
    stream: new ListStream(STREAM),
    speed: 'max',
    clock: systemClock,
    emit: (event) => events.push(event),
    behaviour: { rewind, ackTimeoutMs, segmentGapMs, disconnectEvery },
    ...options,
  });
  servers.push(server);
  const { port } = await server.listen();
  const dial = async () => {
    const client = await FeedClient.dial(port);
    clients.push(client);
    return client;
  };
  const reasons = () => events.flatMap((event) => (event.type === 'closed' ? [event.reason] : []));
  /** Waits, because the client may see the close before the server reports it. */
  const reason = async () => {
    await waitFor(() => reasons().length > 0, { timeoutMs: 20_000, what: 'the close of a connection' });
    return reasons()[0];
  };
  return { server, dial, events, reason };
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('the feed with rewind', () => {
  it('sends the whole stream, one message per answer, and closes', async () => {
    const { dial, reason } = await serve();
    const client = await dial();
    expect(await client.accept(4)).toEqual(STREAM);
    await client.closed;
    expect(await reason()).toBe('end of the stream');
  });

  it('starts over for each connection, independently of others', async () => {
    const { dial } = await serve();
    const first = await dial();
    expect(await first.accept(2)).toEqual(['one', 'two']);
    const second = await dial();
    expect(await second.accept(3)).toEqual(['one', 'two', 'three']);
    expect(await first.accept(2)).toEqual(['three', 'four']);
    expect(await second.accept(1)).toEqual(['four']);
  });

  it('resends a refused message immediately', async () => {
    const { dial } = await serve();
    const client = await dial();
    for (const code of ['AE', 'AR', 'AE']) {
      expect(await client.next()).toBe('one');
      client.answer(code);
    }
    expect(await client.accept(2)).toEqual(['one', 'two']);
  });

  it('accepts an answer whose last byte comes in its own segment', async () => {
    const { dial } = await serve();
    const client = await dial();
    await client.next();
    client.write('\x0bMSH|^~\\&|\rMSA|AA\r\x1c');
    client.write('\r');
    expect(await client.accept(3)).toEqual(['two', 'three', 'four']);
  });

  it('closes after the configured number of messages', async () => {
    const { dial, reason } = await serve({ disconnectEvery: 2 });
    const client = await dial();
    expect(await client.accept(2)).toEqual(['one', 'two']);
    await client.closed;
    expect(await reason()).toBe('disconnect-every');
  });
});

describe('the feed without rewind', () => {
  it('continues with the unanswered message on the next connection', async () => {
    const { dial } = await serve({ rewind: false });
    const first = await dial();
    expect(await first.accept(2)).toEqual(['one', 'two']);
    expect(await first.next()).toBe('three');
    first.close();
    const second = await dial();
    expect(await second.accept(2)).toEqual(['three', 'four']);
  });

  it('closes the old connection when a new one takes over', async () => {
    const { dial, reason } = await serve({ rewind: false });
    const first = await dial();
    expect(await first.accept(1)).toEqual(['one']);
    expect(await first.next()).toBe('two');
    const second = await dial();
    await first.closed;
    expect(await reason()).toBe('pre-empted by a new connection');
    expect(await second.accept(3)).toEqual(['two', 'three', 'four']);
  });

  it('never resends a refused message', async () => {
    const { dial } = await serve({ rewind: false });
    const client = await dial();
    expect(await client.next()).toBe('one');
    client.answer('AE');
    expect(await client.next()).toBe('two');
    client.answer('AR');
    expect(await client.accept(2)).toEqual(['three', 'four']);
  });

  it('keeps connections open at the end of the stream', async () => {
    const { dial, events } = await serve({ rewind: false });
    const ends = () => events.filter(({ type }) => type === 'end').length;
    const first = await dial();
    await first.accept(4);
    await waitFor(() => ends() === 1, { timeoutMs: 20_000, what: 'the end of the stream' });
    expect(first.isClosed).toBe(false);
    const second = await dial();
    await waitFor(() => ends() === 2, { timeoutMs: 20_000, what: 'the end on the second connection' });
    expect(second.isClosed).toBe(false);
  });

  it('reports its position and starts at the given position', async () => {
    const reached: number[] = [];
    const { dial } = await serve({
      rewind: false,
      from: { index: 1, offset: 0 },
      onAdvance: ({ index }) => reached.push(index),
    });
    const client = await dial();
    expect(await client.accept(2)).toEqual(['two', 'three']);
    expect(await client.next()).toBe('four');
    expect(reached).toEqual([2, 3]);
  });
});

describe('the feed closes the connection', () => {
  it('if no answer comes in time', async () => {
    const { dial, reason } = await serve({ ackTimeoutMs: 30 });
    const client = await dial();
    await client.next();
    await client.closed;
    expect(await reason()).toBe('no answer in time');
  });

  const ack = '\x0bMSH|^~\\&|\rMSA|AA\r\x1c\r';
  it.each([
    ['text without a frame', 'hello', 'the answer is wrong: it does not begin with VT'],
    ['two answers', ack + ack, 'the answer is wrong: more than one message'],
    ['an answer without MSA', '\x0bMSH|^~\\&|\r\x1c\r', 'the answer is wrong: it has no MSA'],
    ['an unknown code', ack.replace('AA', 'CA'), 'the answer is wrong: MSA-1 is not AA, AE or AR'],
    ['an endless answer', `\x0b${'a'.repeat(70_000)}`, 'the answer is wrong: it is too long'],
  ])('on %s', async (_what, bytes, expected) => {
    const { dial, reason } = await serve();
    const client = await dial();
    await client.next();
    client.write(bytes);
    await client.closed;
    expect(await reason()).toBe(expected);
  });

  it('on an answer to half a message', async () => {
    const clock = new ManualClock();
    const { dial, reason } = await serve({ clock, segmentGapMs: 1_000 });
    const client = await dial();
    client.answer('AA');
    await client.closed;
    expect(await reason()).toBe('unexpected bytes: no answer was due');
  });

  it('when the simulator stops', async () => {
    const { dial, server, reason } = await serve();
    const client = await dial();
    await client.next();
    await server.close();
    await client.closed;
    expect(await reason()).toBe('the simulator stops');
  });
});

describe('short messages', () => {
  it('are sent in two segments with the pause between them', async () => {
    const clock = new ManualClock();
    const { dial } = await serve({ clock, segmentGapMs: 1_000 });
    const client = await dial();
    await waitFor(() => client.chunks.length === 1 && clock.sleeping === 1, {
      timeoutMs: 20_000,
      what: 'the first half',
    });
    expect(client.chunks[0]?.toString('latin1')).toBe('\x0bon');
    clock.advance(1_000);
    expect(await client.next()).toBe('one');
    expect(client.chunks).toHaveLength(2);
  });
});
