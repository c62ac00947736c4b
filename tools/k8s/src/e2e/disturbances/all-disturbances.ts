import { type Disturbance } from './disturbance';
import { HOSPITAL_DISTURBANCES } from './hospital.disturbances';
import { KILL_DISTURBANCES } from './kill.disturbances';
import { NODE_DISTURBANCES } from './node.disturbances';
import { REPLICA_DISTURBANCES } from './replica.disturbances';
import { SMALL_DISTURBANCES } from './small.disturbances';
import { STORE_DISTURBANCES } from './store.disturbances';

/** What the figures of the others are to be held against. */
const UNDISTURBED: Disturbance = { name: 'undisturbed', limits: {}, disturb: () => Promise.resolve() };

/** In the order in which they are tried. */
export const ALL_DISTURBANCES: readonly Disturbance[] = [
  UNDISTURBED,
  ...SMALL_DISTURBANCES,
  ...REPLICA_DISTURBANCES,
  ...HOSPITAL_DISTURBANCES,
  ...KILL_DISTURBANCES,
  ...STORE_DISTURBANCES,
  ...NODE_DISTURBANCES,
];
