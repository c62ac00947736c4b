import { ConfigurationError } from '../config/configuration.error';
import { type CrashPlan } from './crash-plan';
import { NO_CRASH_POINTS, type CrashPoint, type CrashPoints } from './crash-points';

/** Sends this process the planned signal at the planned moment: no handler runs and nothing is flushed, as in a power cut. */
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

/**
 * Returns the crash points of a service. They do nothing unless a test plans a crash and says that it is a test.
 * @throws ConfigurationError for a plan without CRASHES_ALLOWED
 */
export function crashPointsFor({
  crashAt,
  crashesAllowed,
}: {
  crashAt: CrashPlan | undefined;
  crashesAllowed: boolean;
}): CrashPoints {
  if (!crashAt) return NO_CRASH_POINTS;
  if (crashesAllowed) return new ArmedCrashPoints(crashAt);
  const remedy = 'this crashes the service on purpose; unset it (tests also set CRASHES_ALLOWED=true)';
  throw new ConfigurationError([{ name: 'CRASH_AT', value: crashAt.point, remedy }]);
}
