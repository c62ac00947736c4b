import { type Scenario } from '../scenario';
import { killOfEach } from './kill-of-each.scenario';

/** In the order in which they run. */
export const ALL_SCENARIOS: readonly Scenario[] = [killOfEach];
