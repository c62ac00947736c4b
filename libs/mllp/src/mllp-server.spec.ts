import { type FrameHandler } from './connection/frame-handler';
import { ManualHandler, echo, framed, until } from './mllp.spec-support';
import { useServers } from './mllp-server.spec-support';

const { start } = useServers();

describe('MllpServer', () => {
  it('answers a sender that leaves out the CR after FS', async () => {
    const { peer } = await start(echo, { terminatorWaitMs: 5 });
    const sender = await peer();
    sender.write('\x0ba\x1c');
    expect(await sender.gets(1)).toEqual(['ack a']);
    sender.write('\x0bb\x1c');
    expect(await sender.gets(2)).toEqual(['ack a', 'ack b']);
  });

  it('answers a last frame without CR when the sender ends the connection', async () => {
    const { peer } = await start(echo, { terminatorWaitMs: 60_000 });
    const sender = await peer();
    sender.write('\x0ba\x1c');
    sender.socket.end();
    expect(await sender.gets(1)).toEqual(['ack a']);
  });

  it('waits after FS for the byte that makes it data', async () => {
    const handler = new ManualHandler();
    const { server, peer } = await start(handler, { terminatorWaitMs: 60_000 });
    const sender = await peer();
    sender.write('\x0ba\x1c');
    await until(
      () => [...server['connections']].some((each) => each['decoder'].awaitsTerminator),
      'FS to arrive',
    );
    sender.write('b\x1c\r');
    expect(await handler.takes(1)).toEqual(['a\x1cb']);
    handler.answer(0);
    expect(await sender.gets(1)).toEqual(['ack a\x1cb']);
  });

  it('hands bytes outside frames over before the frame that follows them', async () => {
    const taken: string[] = [];
    const handler: FrameHandler = {
      frame: async (payload, connection) => {
        taken.push(payload.toString());
        return echo.frame(payload, connection);
      },
      stray: async (payload) => {
        taken.push(`stray ${payload.toString()}`);
        return undefined;
      },
    };
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write(`${framed('a')}OBX|1\r\x1c\r${framed('b')}`);
    expect(await sender.gets(2)).toEqual(['ack a', 'ack b']);
    expect(taken).toEqual(['a', 'stray OBX|1\r\x1c\r', 'b']);
  });

  it('sends nothing for an unanswered frame, and answers the next', async () => {
    const handler: FrameHandler = {
      frame: async (payload, connection) =>
        payload.length === 0 ? undefined : echo.frame(payload, connection),
    };
    const { peer } = await start(handler);
    const sender = await peer();
    sender.write(framed('', 'a', '', 'b'));
    expect(await sender.gets(2)).toEqual(['ack a', 'ack b']);
  });

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
    const { peer, reasons } = await start(handler);
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
    const { peer, reasons } = await start(handler);
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
    const { peer, failures } = await start(handler);
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

  it('answers frames in flight when it closes, and takes no more', async () => {
    const handler = new ManualHandler();
    const { server, peer, reasons } = await start(handler);
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
