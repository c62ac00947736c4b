import { type Scenario } from '../scenario';
import { undisturbed } from './undisturbed.scenario';

/** Messages about one patient come by two gateways and, before a merge, on two partitions. */
export const redecisions: Scenario = {
  ...undisturbed,
  name: 'corrections, deletions, late results and a merge on two of each, and the model switched off',
  replicas: { gateway: 2, inference: 2, pager: 2 },
};
