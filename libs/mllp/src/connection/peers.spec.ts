import { ManualHandler, type RawPeer, echo, framed, until } from '../mllp.spec-support';
import { useServers } from '../mllp-server.spec-support';
import { ByteBudget } from './byte-budget';

const HOSTILE = '127.0.0.2';
const HONEST = '127.0.0.3';

const { start } = useServers();

/** Sends one byte at a time, so that no read is ever the first after a long stop. */
function drip(peer: RawPeer, everyMs: number): NodeJS.Timeout {
  const timer = setInterval(() => peer.write('x'), everyMs);
  peer.socket.once('close', () => clearInterval(timer));
  return timer;
}

describe('the peers of a server', () => {
  it('closes a connection whose frame takes too long, though bytes keep coming', async () => {
    const { peer, reasons } = await start(echo, { frameTimeoutMs: 150, stallTimeoutMs: 5_000 });
    const sender = await peer();
    sender.write('\x0bMSH|');
    const timer = drip(sender, 10);
    await until(() => sender.ended, 'the connection to end');
    clearInterval(timer);
    sender.socket.destroy();
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual(['slow-frame']);
  });

  it('answers a peer while half frames use up the budget of another', async () => {
    const budget = new ByteBudget({ maxBytes: 8_000 });
    const waiting: string[] = [];
    const { peer } = await start(echo, {
      budget,
      maxBytesPerPeer: 2_000,
      events: { waiting: ({ address }, scope) => void waiting.push(`${address} ${scope}`) },
    });
    for (let count = 0; count < 9; count += 1) (await peer(HOSTILE)).write(`\x0b${'x'.repeat(1_000)}`);
    await until(() => waiting.length >= 6, 'the hostile peer to wait');
    const honest = await peer(HONEST);
    honest.write(framed('a'));
    expect(await honest.gets(1)).toEqual(['ack a']);
    expect(new Set(waiting)).toEqual(new Set([`${HOSTILE} peer`]));
  });

  it('closes an exclusive reader after a quarter of the frame time-out', async () => {
    const budget = new ByteBudget({ maxBytes: 2_000 });
    // Without the quarter nothing would be freed within the time of this test.
    const { peer, reasons } = await start(echo, { budget, frameTimeoutMs: 4_000, stallTimeoutMs: 60_000 });
    const hostile = [await peer(HOSTILE), await peer(HOSTILE)];
    for (const each of hostile) each.write(`\x0b${'x'.repeat(1_000)}`);
    await until(() => budget.usedBytes >= 2_000, 'the budget to be used up');
    const honest = await peer(HONEST);
    honest.write(framed('a'));
    expect(await honest.gets(1)).toEqual(['ack a']);
    for (const each of hostile) each.socket.destroy();
    await until(() => reasons.length >= 2, 'both ends to be reported');
    expect(reasons).toContain('slow-frame');
  });

  it('displaces a quiet connection of the largest peer for a newcomer', async () => {
    const { peer, server, reasons } = await start(echo, { maxConnections: 3 });
    const hostile = [await peer(HOSTILE), await peer(HOSTILE), await peer(HOSTILE)];
    await until(() => server.connectionCount === 3, 'all places to be taken');
    const honest = await peer(HONEST);
    honest.write(framed('a'));
    expect(await honest.gets(1)).toEqual(['ack a']);
    expect(reasons).toEqual(['displaced']);
    await until(() => hostile.some((each) => each.closed || each.ended), 'one to be closed');
    expect(hostile.filter((each) => !each.closed && !each.ended)).toHaveLength(2);
  });

  it('refuses a newcomer if all connections have unanswered frames', async () => {
    const handler = new ManualHandler();
    let refused = 0;
    const { peer, reasons } = await start(handler, {
      maxConnections: 2,
      events: { refused: () => void (refused += 1) },
    });
    for (const text of ['a', 'b']) (await peer(HOSTILE)).write(framed(text));
    await handler.takes(2);
    const honest = await peer(HONEST);
    await until(() => honest.ended || honest.closed, 'the newcomer to be closed');
    expect([refused, reasons]).toEqual([1, []]);
    for (const index of [0, 1]) handler.answer(index);
  });
});
