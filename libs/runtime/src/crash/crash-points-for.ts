import { ConfigurationError } from '../config/configuration.error';
import { ArmedCrashPoints } from './armed-crash-points';
import { type CrashPlan } from './crash-plan';
import { NO_CRASH_POINTS, type CrashPoints } from './crash-points';

/**
 * The crash points of a service: inert, unless a test planned something and says that it is one.
 * @throws ConfigurationError where something is planned and nobody says so
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
  const remedy = 'ends this service on purpose: unset it (a test sets CRASHES_ALLOWED=true beside it)';
  throw new ConfigurationError([{ name: 'CRASH_AT', value: crashAt.point, remedy }]);
}
