import path from 'node:path';
import { type ServiceName } from '@renwatch/e2e';
import { type Rule } from '../checker/check';

/** A bug that the torture puts into a service by overriding one function of its compiled code, and must find. */
export interface PlantedBug {
  readonly name: string;
  /** The file that the processes of a service load before their own code. */
  readonly preload: Partial<Record<ServiceName, string>>;
  /** Kinds of faults that make the bug show; by name. */
  readonly faults: readonly string[];
  /** The point at which the first replica of a service is frozen, for longer than its group waits. */
  readonly freeze?: { readonly service: ServiceName; readonly at: string };
  /** The rules that may find it. */
  readonly breaks: readonly Rule[];
}

const file = (name: string): string => path.join(__dirname, `${name}.preload.js`);

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'acknowledgement before the write',
    preload: { gateway: file('ack-before-write') },
    faults: ['kill -9 of a gateway', 'broker killed', 'broker frozen'],
    breaks: ['acknowledged messages lost'],
  },
  {
    name: 'outbox skipped',
    preload: { inference: file('skipped-outbox') },
    faults: ['kill -9 of an inference', 'broker killed'],
    breaks: ['pages without a decision', 'pages missing'],
  },
  {
    name: 'partition lost',
    preload: { inference: file('lost-partition') },
    faults: ['SIGTERM to an inference'],
    breaks: ['messages not decided'],
  },
  {
    name: 'fence off',
    preload: { inference: file('fence-off') },
    // A replica that was put out drops what it fetched; only a batch that it had in hand comes to the fence.
    freeze: { service: 'inference', at: 'inference.batch-read:10:freeze' },
    faults: ['kill -9 of a gateway'],
    breaks: ['partitions set back'],
  },
  {
    name: 'page without a lease',
    preload: { pager: file('page-without-lease') },
    faults: ['page endpoint answers late'],
    breaks: ['pages repeated for no reason'],
  },
];

/** The faults of all of them, on services as they are: the checker must find nothing. */
export const NO_BUG: PlantedBug = {
  name: 'none',
  preload: {},
  faults: [...new Set(PLANTED_BUGS.flatMap(({ faults }) => faults))],
  breaks: [],
};
