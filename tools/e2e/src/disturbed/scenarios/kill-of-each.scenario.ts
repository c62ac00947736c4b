import { type Scenario } from '../scenario';
import { SERVICE_NAMES } from '../services/service-name';

/** The power cord of one of two of each, in the middle of the stream; each is started again. */
export const killOfEach: Scenario = {
  name: 'kill -9 of one of two of each',
  replicas: { gateway: 2, inference: 2, pager: 2 },
  ends: { gateway: ['SIGKILL'], inference: ['SIGKILL'], pager: ['SIGKILL'] },
  disturb: async (run) => {
    await run.untilAcknowledged(1 / 3);
    run.mustBeInMidStream();
    for (const name of SERVICE_NAMES) run.replica(name).signal('SIGKILL');
  },
};
