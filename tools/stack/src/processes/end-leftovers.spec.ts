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

describe('what a killed start left running', () => {
  const supervisor = mark('stack', 1);
  const services = [mark('gateway', 2), mark('pager', 3)];

  it('is ended, and said to be', async () => {
    const { signals, lines, options } = machine({ 2: '2 began', 3: '3 began' });
    await endLeftovers({ ...options, register: { supervisor, services } });
    expect(signals).toEqual([
      [2, 'SIGTERM'],
      [3, 'SIGTERM'],
    ]);
    expect(lines).toEqual(['Ending what a killed start left running: gateway (2), pager (3)']);
  });

  it('is ended hard where it does not end by itself', async () => {
    const { signals, options } = machine({ 3: '3 began' }, { ignoresTerm: [3] });
    await endLeftovers({ ...options, register: { supervisor, services } });
    expect(signals).toEqual([
      [3, 'SIGTERM'],
      [3, 'SIGKILL'],
    ]);
  });

  it('does not include a stranger that was given the id of one of them', async () => {
    const { signals, lines, options } = machine({ 2: 'somebody else', 3: '3 began later' });
    await endLeftovers({ ...options, register: { supervisor, services } });
    expect(signals).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('is left alone while the stack that wrote it down still runs', async () => {
    const { signals, options } = machine({ 1: '1 began', 2: '2 began' });
    await expect(endLeftovers({ ...options, register: { supervisor, services } })).rejects.toThrow(
      'Renwatch runs here already (process 1)',
    );
    expect(signals).toEqual([]);
  });

  it('is nothing after an orderly end', async () => {
    const { signals, options } = machine({ 2: '2 began' });
    await endLeftovers({ ...options, register: undefined });
    expect(signals).toEqual([]);
  });
});
