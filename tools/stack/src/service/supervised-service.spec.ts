import { SupervisedService, type RunningProcess, type ServiceEvents } from './supervised-service';

type ProcessEnd = Awaited<RunningProcess['ended']>;
const BACKOFF = { minMs: 1, maxMs: 4, steadyMs: 60_000 };

/** A service whose processes end when the test says so, or when they are stopped. */
function scene({ backoff = BACKOFF, outlastsGrace = false } = {}) {
  const events: string[] = [];
  const ends: ((end: ProcessEnd) => void)[] = [];
  const launch = (): RunningProcess => {
    let end: (how: ProcessEnd) => void = () => undefined;
    const ended = new Promise<ProcessEnd>((resolve) => (end = resolve));
    ends.push(end);
    const stop = async () => {
      end({ code: null, signal: outlastsGrace ? 'SIGKILL' : 'SIGTERM' });
      return !outlastsGrace;
    };
    return { pid: ends.length, ended, stop };
  };
  const serviceEvents: ServiceEvents = {
    started: (pid) => events.push(`started ${pid}`),
    ended: (pid) => events.push(`ended ${pid}`),
    restarting: (how, delayMs) => events.push(`restarting after ${how} in ${delayMs} ms`),
    failed: (how) => events.push(`failed with ${how}`),
  };
  const service = new SupervisedService({
    launch,
    events: serviceEvents,
    // The longest delay the jitter allows.
    backoff: { ...backoff, random: () => 1 },
  });
  return { service, events, ends };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('a supervised service', () => {
  it('restarts after an unexpected end, with growing delays', async () => {
    const { service, events, ends } = scene();
    service.start();
    for (let run = 0; run < 4; run += 1) {
      await until(() => ends.length === run + 1);
      ends[run]?.({ code: 1, signal: null });
    }
    await until(() => ends.length === 5);
    expect(events.filter((line) => line.startsWith('restarting'))).toEqual([
      'restarting after exit code 1 in 1 ms',
      'restarting after exit code 1 in 2 ms',
      'restarting after exit code 1 in 4 ms',
      'restarting after exit code 1 in 4 ms',
    ]);
    await service.stop({ graceMs: 100 });
  });

  it('resets the delay after a run that lasted', async () => {
    const { service, events, ends } = scene({ backoff: { minMs: 1, maxMs: 4, steadyMs: 0 } });
    service.start();
    for (let run = 0; run < 3; run += 1) {
      await until(() => ends.length === run + 1);
      ends[run]?.({ code: null, signal: 'SIGSEGV' });
    }
    await until(() => ends.length === 4);
    expect(new Set(events.filter((line) => line.startsWith('restarting')))).toEqual(
      new Set(['restarting after SIGSEGV in 1 ms']),
    );
    await service.stop({ graceMs: 100 });
  });

  it('does not restart if its configuration is wrong', async () => {
    const { service, events, ends } = scene();
    service.start();
    ends[0]?.({ code: 78, signal: null });
    await until(() => events.includes('failed with exit code 78'));
    expect(ends).toHaveLength(1);
    expect(await service.stop({ graceMs: 100 })).toBe(true);
  });

  it('does not restart once it is stopped, even between two starts', async () => {
    jest.useFakeTimers();
    try {
      const { service, events, ends } = scene({ backoff: { minMs: 20, maxMs: 20, steadyMs: 60_000 } });
      service.start();
      ends[0]?.({ code: 1, signal: null });
      await jest.advanceTimersByTimeAsync(0);
      expect(events).toContain('restarting after exit code 1 in 20 ms');
      expect(await service.stop({ graceMs: 100 })).toBe(true);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(ends).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('reports a process that outlasted its grace', async () => {
    const { service } = scene({ outlastsGrace: true });
    service.start();
    expect(await service.stop({ graceMs: 5 })).toBe(false);
    expect(await service.stop({ graceMs: 5 })).toBe(true);
  });
});
