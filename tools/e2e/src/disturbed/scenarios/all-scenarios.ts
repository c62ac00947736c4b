import { type Scenario } from '../scenario';
import { CRASH_POINT_SCENARIOS } from './crash-points.scenarios';
import { FEED_SCENARIOS } from './feed.scenarios';
import { FREEZE_AT_START_SCENARIOS } from './freeze-at-start.scenarios';
import { FREEZE_SCENARIOS } from './freeze.scenarios';
import { killOfEach } from './kill-of-each.scenario';
import { OUTAGE_SCENARIOS } from './outage.scenarios';
import { PAGE_ENDPOINT_SCENARIOS } from './page-endpoint.scenarios';
import { redecisions } from './redecisions.scenario';
import { replayedLetters } from './replayed-letters.scenario';
import { stopOfEach } from './stop-of-each.scenario';

/** In the order in which they run. */
export const ALL_SCENARIOS: readonly Scenario[] = [
  ...CRASH_POINT_SCENARIOS,
  ...FREEZE_SCENARIOS,
  ...FREEZE_AT_START_SCENARIOS,
  killOfEach,
  stopOfEach,
  redecisions,
  replayedLetters,
  ...FEED_SCENARIOS,
  ...PAGE_ENDPOINT_SCENARIOS,
  ...OUTAGE_SCENARIOS,
];
