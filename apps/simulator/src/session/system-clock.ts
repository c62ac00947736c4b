import { pause } from '@renwatch/runtime';
import { type Clock } from './clock';

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  pause,
};
