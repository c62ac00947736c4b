import { useServers } from '../mllp-server.spec-support';
import { ManualHandler, framed, until } from '../mllp.spec-support';
import { ByteBudget } from './byte-budget';

const { start } = useServers();

class Reader {
  stuck = false;
  resumed = 0;
  isStuck = () => this.stuck;
  resume = () => void (this.resumed += 1);
}

describe('ByteBudget', () => {
  it('lets readers read until its bytes are used up', () => {
    const budget = new ByteBudget({ maxBytes: 10 });
    const reader = new Reader();
    budget.take(9);
    expect(budget.mayRead(reader)).toBe(true);
    budget.take(1);
    expect(budget.mayRead(reader)).toBe(false);
  });

  it('wakes each waiter once when bytes are given back', () => {
    const budget = new ByteBudget({ maxBytes: 10 });
    const readers = [new Reader(), new Reader()];
    budget.take(10);
    for (const reader of readers) budget.wait(reader);
    expect(budget.waiting).toBe(2);
    budget.give(1);
    budget.give(1);
    expect(readers.map((reader) => reader.resumed)).toEqual([1, 1]);
    expect(budget.waiting).toBe(0);
  });

  it('lets one stuck reader at a time read on', () => {
    const budget = new ByteBudget({ maxBytes: 10 });
    const readers = [new Reader(), new Reader(), new Reader()] as const;
    budget.take(20);
    for (const reader of readers) {
      reader.stuck = true;
      budget.wait(reader);
    }
    const resumed = () => readers.map((reader) => reader.resumed);
    expect(resumed()).toEqual([1, 0, 0]);
    expect(budget.mayRead(readers[0])).toBe(true);
    readers[0].stuck = false;
    expect(budget.mayRead(readers[0])).toBe(false);
    budget.give(1);
    expect(resumed()).toEqual([1, 1, 0]);
    budget.leave(readers[1]);
    expect(resumed()).toEqual([1, 1, 1]);
  });

  it('stops a peer at its own limit and at its feed’s', () => {
    const feed = new ByteBudget({ maxBytes: 30 });
    const peerBudget = () => new ByteBudget({ maxBytes: 20, scope: 'peer', parent: feed });
    const [greedy, modest] = [peerBudget(), peerBudget()];
    const [first, second] = [new Reader(), new Reader()];
    greedy.take(20);
    expect([greedy.mayRead(first), modest.mayRead(second)]).toEqual([false, true]);
    expect(greedy.wait(first)).toBe('peer');
    modest.take(10);
    expect(modest.mayRead(second)).toBe(false);
    expect(modest.wait(second)).toBe('feed');
    greedy.give(5);
    expect([first.resumed, second.resumed]).toEqual([1, 1]);
    expect(feed.usedBytes).toBe(25);
  });

  it('tells which reader keeps all others waiting', () => {
    const budget = new ByteBudget({ maxBytes: 10 });
    const [first, second] = [new Reader(), new Reader()];
    budget.take(10);
    for (const reader of [first, second]) {
      reader.stuck = true;
      budget.wait(reader);
    }
    expect([budget.isExclusive(first), budget.isExclusive(second)]).toEqual([true, false]);
    budget.give(1);
    expect(budget.isExclusive(first)).toBe(false);
  });

  it('stops sockets at the limit and still delivers every frame', async () => {
    const handler = new ManualHandler();
    const budget = new ByteBudget({ maxBytes: 1_000 });
    const { peer: dialIn } = await start(handler, { budget, maxFrameBytes: 1_000 });
    const peers = await Promise.all(Array.from({ length: 8 }, () => dialIn()));
    // The half frames together exceed the budget: no peer can finish unless one is let through.
    const half = 'x'.repeat(400);
    for (const peer of peers) peer.write(`\x0b${half}`);
    await until(() => budget.usedBytes >= 1_000 && budget.waiting > 0, 'the budget to be used up');
    for (const peer of peers) peer.write(`${half}\x1c\r${framed('next')}`);
    for (let answered = 0; answered < 16; answered += 1) {
      await handler.takes(answered + 1);
      handler.answer(answered);
    }
    for (const peer of peers) expect((await peer.gets(2))[1]).toBe('ack next');
    expect(budget.usedBytes).toBe(0);
  });
});
