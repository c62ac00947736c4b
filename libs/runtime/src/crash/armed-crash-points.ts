import { type CrashPlan } from './crash-plan';
import { type CrashPoint, type CrashPoints } from './crash-points';

/** Sends this process the plan's signal when its moment comes: no handler runs, nothing is flushed, as with a power cut. */
export class ArmedCrashPoints implements CrashPoints {
  private passings = 0;

  constructor(
    private readonly plan: CrashPlan,
    private readonly send: (signal: CrashPlan['signal']) => void = (signal) =>
      process.kill(process.pid, signal),
  ) {}

  pass(point: CrashPoint): void {
    if (!this.isSet(point)) return;
    this.passings += 1;
    if (this.passings === this.plan.passing) this.send(this.plan.signal);
  }

  isSet(point: CrashPoint): boolean {
    return point === this.plan.point;
  }
}
