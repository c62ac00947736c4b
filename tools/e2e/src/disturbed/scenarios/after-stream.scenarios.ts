import { redecides } from '../redecisions/redecides';
import { NO_DEFAULT_UNIT, replaysLetters } from '../redecisions/replays-letters';
import { MODEL_SWITCH_FILE, switchesModel } from '../redecisions/switches-model';
import { type Scenario } from '../scenario/scenario';

/**
 * The run that all others are compared with. After the stream, when its decisions and pages have been taken, its services
 * receive what is rare in a stream.
 */
export const undisturbed: Scenario = {
  name: 'undisturbed',
  settings: { inference: { MODEL_SWITCH_FILE } },
  disturb: () => Promise.resolve(),
  check: async (run) => {
    await redecides(run);
    await switchesModel(run);
  },
};

/** Messages about a patient come through two gateways and, before a merge, on two partitions. */
export const redecisions: Scenario = {
  ...undisturbed,
  name: 'corrections, deletions, late results and a merge on two of each, and the model switched off',
  replicas: { gateway: 2, inference: 2, pager: 2 },
};

/** Replays after the stream, so that the stream's decisions and pages stay comparable. */
export const replayedLetters: Scenario = {
  name: 'dead letters of gateway and inference replayed when what refused them is mended',
  firstSettings: { inference: NO_DEFAULT_UNIT },
  ends: { inference: ['exit code 0'] },
  disturb: () => Promise.resolve(),
  check: replaysLetters,
};
