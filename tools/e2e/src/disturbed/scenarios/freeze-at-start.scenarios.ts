import { type Scenario } from '../scenario';
import { untilSessionEnds } from './until-session-ends';

/** The first of two inferences is frozen in the middle of work that is done once for all; the second must do it. */
const freezeAtStart = (name: string, at: string): Scenario => ({
  name: `freeze: inference in the middle of ${name}`,
  replicas: { inference: 2 },
  crash: { service: 'inference', at: `${at}:freeze`, alone: true },
  starting: async (run) => {
    await untilSessionEnds(run);
    await run.until('readiness of the other', () => run.replica('inference', 1).isReady());
    if (!run.replica('inference').isFrozen) throw new Error('the first was not frozen for all that time');
    run.say('the other has done it: waking the first');
    run.replica('inference').signal('SIGCONT');
  },
  disturb: () => Promise.resolve(),
});

export const FREEZE_AT_START_SCENARIOS: readonly Scenario[] = [
  freezeAtStart('a migration', 'inference.migrating:3'),
  freezeAtStart('the history import', 'inference.importing:2'),
];
