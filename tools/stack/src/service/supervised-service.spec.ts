import { type ProcessEnd, type RunningProcess } from './running-process';
import { SupervisedService, type ServiceEvents } from './supervised-service';

/** A service whose processes end when the test says so. */
function scene({ backoff = { minMs: 1, maxMs: 4, steadyMs: 60_000 }, ignoresTerm = false } = {}) {
  const said: string[] = [];
  const ends: ((end: ProcessEnd) => void)[] = [];
  const signals: string[] = [];
  const launch = (): RunningProcess => {
    let end: (how: ProcessEnd) => void = () => undefined;
    const ended = new Promise<ProcessEnd>((resolve) => (end = resolve));
    ends.push(end);
    return {
      pid: ends.length,
      ended,
      signal: (signal) => {
        signals.push(signal);
        if (signal === 'SIGKILL' || !ignoresTerm) end({ code: null, signal });
      },
    };
  };
  const events: ServiceEvents = {
    started: (pid) => said.push(`started ${pid}`),
    ended: (pid) => said.push(`ended ${pid}`),
    restarting: (how, delayMs) => said.push(`restarting after ${how} in ${delayMs} ms`),
    failed: (how) => said.push(`failed with ${how}`),
  };
  const service = new SupervisedService({ launch, events, backoff });
  return { service, said, ends, signals };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('a supervised service', () => {
  it('is started again after an unexpected end, waiting longer each time, up to a limit', async () => {
    const { service, said, ends } = scene();
    service.start();
    for (let run = 0; run < 4; run += 1) {
      await until(() => ends.length === run + 1);
      ends[run]?.({ code: 1, signal: null });
    }
    await until(() => ends.length === 5);
    expect(said.filter((line) => line.startsWith('restarting'))).toEqual([
      'restarting after exit code 1 in 1 ms',
      'restarting after exit code 1 in 2 ms',
      'restarting after exit code 1 in 4 ms',
      'restarting after exit code 1 in 4 ms',
    ]);
    await service.stop({ graceMs: 100 });
  });

  it('waits shortly again after a run that lasted', async () => {
    const { service, said, ends } = scene({ backoff: { minMs: 1, maxMs: 4, steadyMs: 0 } });
    service.start();
    for (let run = 0; run < 3; run += 1) {
      await until(() => ends.length === run + 1);
      ends[run]?.({ code: null, signal: 'SIGSEGV' });
    }
    await until(() => ends.length === 4);
    expect(new Set(said.filter((line) => line.startsWith('restarting')))).toEqual(
      new Set(['restarting after SIGSEGV in 1 ms']),
    );
    await service.stop({ graceMs: 100 });
  });

  it('is not started again where its configuration is wrong', async () => {
    const { service, said, ends } = scene();
    service.start();
    ends[0]?.({ code: 78, signal: null });
    await until(() => said.includes('failed with exit code 78'));
    expect(ends).toHaveLength(1);
    expect(await service.stop({ graceMs: 100 })).toBe(true);
  });

  it('is not started again once it is stopped, also between two starts', async () => {
    jest.useFakeTimers();
    try {
      const { service, said, ends } = scene({ backoff: { minMs: 20, maxMs: 20, steadyMs: 60_000 } });
      service.start();
      ends[0]?.({ code: 1, signal: null });
      await jest.advanceTimersByTimeAsync(0);
      expect(said).toContain('restarting after exit code 1 in 20 ms');
      expect(await service.stop({ graceMs: 100 })).toBe(true);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(ends).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is ended hard where it outlasts its grace, which is told', async () => {
    const { service, signals } = scene({ ignoresTerm: true });
    service.start();
    expect(await service.stop({ graceMs: 5 })).toBe(false);
    expect(signals.slice(0, 2)).toEqual(['SIGTERM', 'SIGKILL']);
    expect(await service.stop({ graceMs: 5 })).toBe(true);
  });
});
