import { Readiness } from '../health/readiness';
import { waitForPart } from './wait-for-part';

function scene() {
  const readiness = new Readiness();
  const stop = new AbortController();
  const warnings: object[] = [];
  const options = {
    name: 'database',
    part: readiness.part('database'),
    isRetriable: () => true,
    signal: stop.signal,
    log: { warn: (fields: object) => void warnings.push(fields) },
  };
  return { readiness, stop, warnings, options, state: () => readiness.report().parts['database'] };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('waitForPart', () => {
  it('returns the result of the first attempt that succeeds', async () => {
    const { options, warnings } = scene();
    const task = jest.fn().mockRejectedValueOnce(new Error('refused')).mockResolvedValue('connected');
    const waiting = waitForPart({ ...options, task });
    await jest.advanceTimersByTimeAsync(200);
    await expect(waiting).resolves.toBe('connected');
    expect(warnings).toEqual([expect.objectContaining({ part: 'database', attempt: 1 })]);
  });

  it('marks the part unready with the last error while it retries', async () => {
    const { options, stop, state } = scene();
    options.part.ready();
    const waiting = waitForPart({ ...options, task: () => Promise.reject(new Error('refused')) });
    await jest.advanceTimersByTimeAsync(0);
    expect(state()).toEqual({ ready: false, detail: 'retrying: refused' });
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('throws an error that is not retriable and leaves readiness alone', async () => {
    const { options, warnings, state } = scene();
    const task = () => Promise.reject(new Error('newer schema'));
    const waiting = waitForPart({ ...options, task, isRetriable: () => false });
    await expect(waiting).rejects.toThrow('newer schema');
    expect(state()).toEqual({ ready: false, detail: 'starting' });
    expect(warnings).toEqual([]);
  });
});
