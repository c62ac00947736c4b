import { ByteBudget } from './connection/byte-budget';
import { type CloseReason } from './connection/connection.events';
import { type FrameHandler } from './connection/frame-handler';
import { ManualHandler, RawPeer, echo, framed, until } from './mllp.spec-support';
import { MllpServer, type MllpServerOptions } from './mllp-server';

const open: (MllpServer | RawPeer)[] = [];
const reasons: CloseReason[] = [];
const failures: unknown[] = [];
const budget = new ByteBudget({ maxBytes: 1 << 20 });

async function start(handler: FrameHandler, own: Partial<MllpServerOptions> = {}) {
  const server = new MllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 1024,
    maxConnections: 100,
    closeGraceMs: 200,
    budget,
    handler,
    events: {
      disconnected: (_connection, reason) => void reasons.push(reason),
      handlerFailed: (_connection, error) => void failures.push(error),
    },
    ...own,
  });
  open.push(server);
  const { port } = await server.listen();
  return { server, port, peer: () => dialIn(port) };
}

async function dialIn(port: number): Promise<RawPeer> {
  const peer = await RawPeer.connect(port);
  open.push(peer);
  return peer;
}

beforeEach(() => {
  reasons.length = 0;
  failures.length = 0;
});

afterEach(async () => {
  for (const opened of open.splice(0).reverse()) {
    if (opened instanceof RawPeer) opened.socket.destroy();
    else await opened.close({ drainMs: 0 });
  }
  await until(() => budget.usedBytes === 0, 'every byte to be given back to the budget');
});

describe('MllpServer', () => {
  it('reports half of a reply after handing it to the system', async () => {
    let cut = false;
    const replyHalfWritten = () => {
      if (cut) for (const connection of server['connections']) connection.destroy();
    };
    const { server, peer } = await start(echo, { events: { replyHalfWritten } });
    const sender = await peer();
    sender.write(framed('whole'));
    expect(await sender.gets(1)).toEqual(['ack whole']);
    cut = true;
    sender.write(framed('halved'));
    await until(() => sender.closed || sender.ended, 'the end of the connection');
    const half = framed('ack halved').slice(0, framed('ack halved').length / 2);
    expect(sender.bytes.toString('latin1')).toBe(framed('ack whole') + half);
  });

  it('answers each frame once, in order', async () => {
    const { peer } = await start(echo);
    const sender = await peer();
    sender.write(framed('a'));
    await sender.gets(1);
    sender.write(framed('b', 'c'));
    expect(await sender.gets(3)).toEqual(['ack a', 'ack b', 'ack c']);
    expect(sender.bytes.toString('latin1')).toBe(framed('ack a', 'ack b', 'ack c'));
  });

  it('starts pipelined frames at once and answers them in order', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write(framed('a', 'b', 'c'));
    expect(await handler.takes(3)).toEqual(['a', 'b', 'c']);
    handler.answer(2);
    handler.answer(1);
    expect(sender.frames).toEqual([]);
    handler.answer(0);
    expect(await sender.gets(3)).toEqual(['ack a', 'ack b', 'ack c']);
  });

  it('does not answer unframed bytes or half a frame', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write('hello\r\n\x0bMSH|half');
    sender.socket.end();
    await until(() => sender.closed, 'the connection to close');
    expect(handler.taken).toEqual([]);
    expect(sender.bytes.length).toBe(0);
    expect(reasons).toEqual(['peer-closed']);
  });

  it('answers a sender that has finished sending, then closes', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write(framed('a'));
    sender.socket.end();
    await handler.takes(1);
    handler.answer(0);
    expect(await sender.gets(1)).toEqual(['ack a']);
    await until(() => sender.closed, 'the connection to close');
  });

  it('answers only the frames before one that closes the connection', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write(framed('a', 'b', 'c'));
    await handler.takes(3);
    handler.answer(2);
    handler.answer(1, { close: true, reason: 'kafka-unavailable' });
    handler.answer(0);
    await until(() => sender.ended, 'the connection to end');
    expect(sender.frames).toEqual(['ack a']);
    sender.socket.destroy();
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual(['kafka-unavailable']);
  });

  it('closes unanswered when the handler fails, and reports the error', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write(framed('a'));
    await handler.takes(1);
    handler.answer(0, new TypeError('a bug'));
    await until(() => sender.ended, 'the connection to end');
    expect(sender.bytes.length).toBe(0);
    expect(failures).toEqual([new TypeError('a bug')]);
  });

  it('keeps other connections open when one fails', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler);
    const [failing, healthy] = [await peer(), await peer()];
    failing.write(framed('one'));
    await handler.takes(1);
    healthy.write(framed('two'));
    await handler.takes(2);
    handler.answer(0, { close: true, reason: 'no' });
    await until(() => failing.ended, 'the first to end');
    handler.answer(1);
    expect(await healthy.gets(1)).toEqual(['ack two']);
  });

  it('hands over an oversize frame in parts and answers it once', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler, { maxFrameBytes: 4 });
    const sender = await peer();
    sender.write(framed('abcdefghij', 'next'));
    await handler.takes(1);
    handler.answer(0);
    expect(await sender.gets(2)).toEqual(['too large', 'ack next']);
    expect(handler.parts).toEqual([
      { text: 'abcd', index: 0, last: false },
      { text: 'efgh', index: 1, last: false },
      { text: 'ij', index: 2, last: true },
    ]);
  });

  it('closes on an oversize frame if the handler takes no parts', async () => {
    const { peer } = await start(echo, { maxFrameBytes: 4 });
    const sender = await peer();
    sender.write(framed('abcdefghij'));
    await until(() => sender.ended, 'the connection to end');
    expect(sender.bytes.length).toBe(0);
  });

  it('reads no frames above the pending limit until answers are sent', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler, { maxPendingFramesPerConnection: 2 });
    const sender = await peer();
    sender.write(framed('a', 'b', 'c', 'd'));
    expect(await handler.takes(2)).toEqual(['a', 'b']);
    handler.answer(1);
    handler.answer(0);
    await handler.takes(4);
    handler.answer(2);
    handler.answer(3);
    expect(await sender.gets(4)).toEqual(['ack a', 'ack b', 'ack c', 'ack d']);
  });

  it('leaves bytes on the socket while the pending limit is reached', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler, { maxPendingFramesPerConnection: 2 });
    const [sender, neighbour] = [await peer(), await peer()];
    sender.write(framed('a', 'b'));
    await handler.takes(2);
    sender.write(framed('c', 'd'));
    neighbour.write(framed('n'));
    await handler.takes(3);
    handler.answer(2);
    // The answer to a later sender shows that the server has had its chance to read.
    expect(await neighbour.gets(1)).toEqual(['ack n']);
    expect(budget.usedBytes).toBe(2);
    handler.answer(0);
    handler.answer(1);
    await handler.takes(5);
    handler.answer(3);
    handler.answer(4);
    expect(await sender.gets(4)).toEqual(['ack a', 'ack b', 'ack c', 'ack d']);
  });

  it('closes connections above the maximum until another one ends', async () => {
    const { peer, server } = await start(echo, { maxConnections: 1 });
    const first = await peer();
    await until(() => server.connectionCount === 1, 'the first to be counted');
    const second = await peer();
    await until(() => second.closed || second.ended, 'the second to be closed');
    first.socket.destroy();
    await until(() => server.connectionCount === 0, 'the first to end');
    const third = await peer();
    third.write(framed('a'));
    expect(await third.gets(1)).toEqual(['ack a']);
  });

  it.each([
    ['idle', '', { idleTimeoutMs: 30 }],
    ['stalled', '\x0bMSH|half', { stallTimeoutMs: 30 }],
    ['noise', 'x'.repeat(200), { maxNoiseBytes: 100 }],
  ])('closes a connection that is %s', async (reason, bytes, limits) => {
    const { peer } = await start(echo, limits);
    const sender = await peer();
    sender.write(bytes);
    await until(() => sender.ended, 'the connection to end');
    sender.socket.destroy();
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual([reason]);
  });

  it('keeps an idle connection while its frame is being handled', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler, { idleTimeoutMs: 1_000 });
    const [sender, idle] = [await peer(), await peer()];
    sender.write(framed('a'));
    await handler.takes(1);
    await until(() => idle.ended, 'an idle neighbour to be closed');
    handler.answer(0);
    expect(await sender.gets(1)).toEqual(['ack a']);
  });

  it('closes a peer that does not read replies', async () => {
    const reply = { payload: Buffer.alloc(256 * 1024, 'x') };
    const { peer } = await start({ frame: async () => reply }, { stallTimeoutMs: 50 });
    const sender = await peer();
    sender.socket.pause();
    sender.write(framed(...Array.from({ length: 100 }, () => 'a')));
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual(['stalled']);
  });

  // One reply larger than the system's buffers: no write completes, so unconfirmed bytes are not looked for.
  it.each([
    ['still sends', false],
    ['has finished sending', true],
  ])('closes a peer that stops within a reply and %s', async (_, hasFinished) => {
    const reply = { payload: Buffer.alloc(32 << 20, 'x') };
    const { peer } = await start({ frame: async () => reply }, { stallTimeoutMs: 50 });
    const sender = await peer();
    sender.socket.pause();
    sender.write(framed('a'));
    if (hasFinished) sender.socket.end();
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual(['stalled']);
  });

  // Only Linux shows unconfirmed bytes.
  (process.platform === 'linux' ? it : it.skip)(
    'closes a peer whose system does not confirm a written reply',
    async () => {
      const reply = { payload: Buffer.alloc(400 * 1024, 'x') };
      const { peer } = await start({ frame: async () => reply }, { stallTimeoutMs: 50 });
      const sender = await peer();
      sender.socket.pause();
      sender.write(framed('a'));
      await until(() => reasons.length === 1, 'the end to be reported');
      expect(reasons).toEqual(['stalled']);
    },
  );

  it('keeps a silent peer that has confirmed its reply', async () => {
    const { peer, server } = await start(echo, { stallTimeoutMs: 20 });
    const [sender, neighbour] = [await peer(), await peer()];
    sender.write(framed('a'));
    await sender.gets(1);
    neighbour.write('\x0bhalf');
    await until(() => reasons.length === 1, 'a neighbour that stopped in a frame to be closed');
    sender.write(framed('b'));
    expect(await sender.gets(2)).toEqual(['ack a', 'ack b']);
    expect(server.connectionCount).toBe(1);
  });

  it('answers frames in flight when it closes, and takes no more', async () => {
    const handler = new ManualHandler();
    const { server, peer } = await start(handler);
    const [busy, idle] = [await peer(), await peer()];
    busy.write(framed('a'));
    await handler.takes(1);
    const closed = server.close({ drainMs: 5_000 });
    await until(() => idle.ended, 'the idle one to end');
    idle.socket.destroy();
    busy.write(framed('b'));
    handler.answer(0);
    expect(await busy.gets(1)).toEqual(['ack a']);
    await until(() => busy.ended, 'the busy one to end');
    busy.socket.destroy();
    await closed;
    expect(handler.taken).toEqual(['a']);
    expect(reasons).toEqual(['shutdown', 'shutdown']);
    await server.close({ drainMs: 0 });
  });

  it('cuts off connections that outlast the drain', async () => {
    const handler = new ManualHandler();
    const { server, peer } = await start(handler);
    const sender = await peer();
    sender.write(framed('a'));
    await handler.takes(1);
    await server.close({ drainMs: 20 });
    await until(() => sender.closed || sender.ended, 'the connection to be cut off');
    expect(sender.frames).toEqual([]);
    handler.answer(0);
  });

  it('rejects if the port is taken', async () => {
    const { port } = await start(echo);
    await expect(start(echo, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
