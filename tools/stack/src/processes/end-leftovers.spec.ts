import { endLeftovers } from './end-leftovers';
import { type ProcessMark } from './process-register';

const mark = (name: string, pid: number, identity = `${pid} began`): ProcessMark => ({ name, pid, identity });

/** A machine on which these processes run, by id, until they are signalled. */
function machine(running: Record<number, string>, { ignoresTerm = [] as number[] } = {}) {
  const signals: [number, NodeJS.Signals][] = [];
  const lines: string[] = [];
  return {
    signals,
    lines,
    options: {
      identityOf: async (pid: number) => running[pid],
      signal: (pid: number, signal: NodeJS.Signals) => {
        signals.push([pid, signal]);
        if (signal === 'SIGKILL' || !ignoresTerm.includes(pid)) delete running[pid];
      },
      say: (line: string) => lines.push(line),
      graceMs: 30,
      pollMs: 5,
    },
  };
}

describe('services of a killed start', () => {
  const supervisor = mark('stack', 1);
  const services = [mark('gateway', 2), mark('pager', 3)];

  it('are ended, with a message', async () => {
    const { signals, lines, options } = machine({ 2: '2 began', 3: '3 began' });
    await endLeftovers({ ...options, register: { supervisor, services } });
    expect(signals).toEqual([
      [2, 'SIGTERM'],
      [3, 'SIGTERM'],
    ]);
    expect(lines).toEqual(['Ending services that a killed start left running: gateway (2), pager (3)']);
  });

  it('are killed if they ignore SIGTERM', async () => {
    const { signals, options } = machine({ 3: '3 began' }, { ignoresTerm: [3] });
    await endLeftovers({ ...options, register: { supervisor, services } });
    expect(signals).toEqual([
      [3, 'SIGTERM'],
      [3, 'SIGKILL'],
    ]);
  });

  it('do not include a stranger with the id of one of them', async () => {
    const { signals, lines, options } = machine({ 2: 'somebody else', 3: '3 began later' });
    await endLeftovers({ ...options, register: { supervisor, services } });
    expect(signals).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('are left alone while the stack that registered them still runs', async () => {
    const { signals, options } = machine({ 1: '1 began', 2: '2 began' });
    await expect(endLeftovers({ ...options, register: { supervisor, services } })).rejects.toThrow(
      'Renwatch already runs here (process 1)',
    );
    expect(signals).toEqual([]);
  });

  it('do not exist after an orderly stop', async () => {
    const { signals, options } = machine({ 2: '2 began' });
    await endLeftovers({ ...options, register: undefined });
    expect(signals).toEqual([]);
  });
});
