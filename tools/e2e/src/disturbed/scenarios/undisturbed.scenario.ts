import { MODEL_SWITCH_FILE, switchesModel } from '../redecisions/switches-model';
import { redecides } from '../redecisions/redecides';
import { type Scenario } from '../scenario';

/**
 * What all others are held against. It has the stream's decisions and pages by then, so that its services may serve for
 * what comes seldom in a stream.
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
