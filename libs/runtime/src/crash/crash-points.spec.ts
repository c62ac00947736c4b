import { ArmedCrashPoints, crashPointsFor } from './armed-crash-points';
import { parseCrashPlan } from './crash-plan';
import { NO_CRASH_POINTS } from './crash-points';

describe('crash points', () => {
  it('do nothing if nothing is planned', () => {
    expect(crashPointsFor({ crashAt: undefined, crashesAllowed: true })).toBe(NO_CRASH_POINTS);
    expect(parseCrashPlan('')).toEqual({ ok: true, value: undefined });
  });

  it('are refused if planned outside a test', () => {
    const crashAt = { point: 'pager.posted', passing: 1, signal: 'SIGKILL' } as const;
    expect(() => crashPointsFor({ crashAt, crashesAllowed: false })).toThrow('CRASH_AT=pager.posted');
    expect(crashPointsFor({ crashAt, crashesAllowed: true }).isSet('pager.posted')).toBe(true);
  });

  it.each([
    ['pager.claimed:3', { point: 'pager.claimed', passing: 3, signal: 'SIGKILL' }],
    ['inference.decided:1:freeze', { point: 'inference.decided', passing: 1, signal: 'SIGSTOP' }],
  ])('parse the plan %s', (text, value) => {
    expect(parseCrashPlan(text)).toEqual({ ok: true, value });
  });

  it.each([
    'pager.nowhere:1',
    'pager.claimed',
    'pager.claimed:0',
    'pager.claimed:1:sleep',
    'pager.claimed:1:freeze:2',
  ])('refuse the plan %s and name all points', (text) => {
    const parsed = parseCrashPlan(text);
    expect(parsed).toMatchObject({ ok: false, remedy: expect.stringContaining('gateway.ack-half-written') });
  });

  it('act once, at the planned passing', () => {
    const signals: string[] = [];
    const plan = { point: 'inference.committed', passing: 2, signal: 'SIGKILL' } as const;
    const points = new ArmedCrashPoints(plan, (signal) => signals.push(signal));
    points.pass('inference.committed');
    points.pass('inference.published');
    expect(signals).toEqual([]);
    points.pass('inference.committed');
    points.pass('inference.committed');
    expect(signals).toEqual(['SIGKILL']);
  });
});
