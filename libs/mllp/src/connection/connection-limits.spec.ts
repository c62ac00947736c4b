import { ManualHandler, echo, framed, until } from '../mllp.spec-support';
import { useServers } from '../mllp-server.spec-support';

const { start } = useServers();

describe('the limits of a connection', () => {
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
    const { peer, budget } = await start(handler, { maxPendingFramesPerConnection: 2 });
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
});
