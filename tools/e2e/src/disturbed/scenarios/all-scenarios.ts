import { type Scenario } from '../scenario/scenario';
import { redecisions, replayedLetters } from './after-stream.scenarios';
import { CRASH_POINT_SCENARIOS } from './crash-points.scenarios';
import { killOfEach, stopOfEach } from './each-service.scenarios';
import { FEED_SCENARIOS } from './feed.scenarios';
import { FREEZE_AT_START_SCENARIOS, FREEZE_SCENARIOS } from './freeze.scenarios';
import { OUTAGE_SCENARIOS } from './outage.scenarios';
import { PAGE_ENDPOINT_SCENARIOS } from './page-endpoint.scenarios';

/** All scenarios in the order in which they run. */
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
