import { untilReady } from './until-ready';

describe('waiting for readiness', () => {
  it('ends when the service is ready, and reports what is missing', async () => {
    const answers = [undefined, { ready: false, missing: 'kafka (no broker)' }, { ready: true, missing: '' }];
    const lines: string[] = [];
    const options = { name: 'pager', say: (line: string) => lines.push(line), isOver: () => false };
    const ready = await untilReady({
      ...options,
      ask: async () => answers.shift(),
      pollMs: 1,
      reportEveryMs: 0,
    });
    expect(ready).toBe(true);
    expect(lines).toEqual(['pager is not ready yet: no answer', 'pager is not ready yet: kafka (no broker)']);
  });

  it('ends when the stack stops', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return undefined;
    };
    const options = { name: 'pager', ask, say: () => undefined, pollMs: 1 };
    expect(await untilReady({ ...options, isOver: () => asked === 3 })).toBe(false);
  });
});
