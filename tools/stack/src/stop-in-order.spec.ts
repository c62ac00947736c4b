import { stopInOrder } from './stop-in-order';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a stop in order', () => {
  it('stops step by step, and the parts of a step together', async () => {
    const events: string[] = [];
    const part = (name: string, ms: number) => ({
      name,
      graceMs: 1_000,
      stop: async () => {
        events.push(`${name} begins`);
        await pause(ms);
        events.push(`${name} ends`);
      },
    });
    const steps = [[part('gateway', 10)], [part('postgres', 20), part('kafka', 1)]];
    await stopInOrder({ steps, totalMs: 10_000, say: () => undefined });
    expect(events).toEqual([
      'gateway begins',
      'gateway ends',
      'postgres begins',
      'kafka begins',
      'kafka ends',
      'postgres ends',
    ]);
  });

  it('leaves a late part less time, but always some', async () => {
    const graces: number[] = [];
    const slow = { name: 'slow', graceMs: 400, stop: (ms: number) => (graces.push(ms), pause(450)) };
    await stopInOrder({ steps: [[slow], [slow], [slow]], totalMs: 500, say: () => undefined });
    expect(graces).toEqual([400, 300, 300]);
  });

  it('continues after a part that fails, and reports it', async () => {
    const lines: string[] = [];
    let reached = false;
    const broken = { name: 'pager', graceMs: 10, stop: () => Promise.reject(new Error('no')) };
    const last = { name: 'kafka', graceMs: 10, stop: async () => (reached = true) };
    await stopInOrder({ steps: [[broken], [last]], totalMs: 100, say: (line) => lines.push(line) });
    expect(reached).toBe(true);
    expect(lines).toEqual(['pager did not stop cleanly: no']);
  });
});
