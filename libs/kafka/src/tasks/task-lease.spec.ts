import { TaskLease } from './task-lease';

function newLease() {
  const now = { monotonicMs: 1_000, wallMs: 50_000 };
  return { now, lease: new TaskLease({ leaseMs: 100, now: () => ({ ...now }) }) };
}

describe('the lease of a member', () => {
  it('is invalid before the first answer and after its end', () => {
    const { lease, now } = newLease();
    expect(lease.isValid).toBe(false);
    lease.renew({ ...now });
    expect(lease.isValid).toBe(true);
    lease.end();
    expect(lease.isValid).toBe(false);
  });

  it('counts from when the question went out', () => {
    const { lease, now } = newLease();
    lease.renew({ monotonicMs: now.monotonicMs - 60, wallMs: now.wallMs - 60 });
    expect(lease.remainingMs).toBe(40);
    lease.renew({ monotonicMs: now.monotonicMs - 90, wallMs: now.wallMs - 90 });
    expect(lease.remainingMs).toBe(40);
  });

  it.each([
    ['the process was frozen', { monotonicMs: 100, wallMs: 100 }],
    ['the machine slept, which the clock that never steps does not count', { monotonicMs: 1, wallMs: 100 }],
    ['the wall clock was set back meanwhile', { monotonicMs: 100, wallMs: -3_600_000 }],
  ])('is over once %s for as long as it lasts', (_what, passed) => {
    const { lease, now } = newLease();
    lease.renew({ ...now });
    now.monotonicMs += passed.monotonicMs;
    now.wallMs += passed.wallMs;
    expect(lease.isValid).toBe(false);
  });

  it('lasts through a wall clock that is set back', () => {
    const { lease, now } = newLease();
    lease.renew({ ...now });
    now.monotonicMs += 50;
    now.wallMs -= 3_600_000;
    expect(lease.remainingMs).toBe(50);
  });
});
