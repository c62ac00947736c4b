export { backoffMs, fullJitterMs, type BackoffOptions } from './backoff';
export { systemClock, type Clock } from './clock';
export { finishesWithin, withDeadline, type DeadlineOptions } from './deadline';
export { pause } from './pause';
export { TimeSlice } from './time-slice';
