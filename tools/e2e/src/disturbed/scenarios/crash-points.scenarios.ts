import { type Scenario } from '../scenario/scenario';
import { type ServiceName } from '../services/service-name';

/** The pager would make the migrations otherwise. */
const ALONE = true;

/** `kill -9` at a named point of the code; whoever supervises the service starts it again. */
const crash = (name: string, service: ServiceName, at: string, alone?: true): Scenario => ({
  name: `crash: ${name}`,
  crash: { service, at, alone },
  ends: { [service]: ['SIGKILL'] },
  disturb: async (run) => {
    await run.until(`the crash at ${at}`, () => run.replica(service).ends.length > 0);
    run.say(`${service} died at ${at}`);
  },
});

export const CRASH_POINT_SCENARIOS: readonly Scenario[] = [
  crash('after the produce, before the ACK', 'gateway', 'gateway.produced:300'),
  crash('after an ACK was half written', 'gateway', 'gateway.ack-half-written:300'),
  crash('after the commit, before the alert is published', 'inference', 'inference.committed:4'),
  crash('after publishing, before it is marked', 'inference', 'inference.published:4'),
  crash('after claiming a page, before the POST', 'pager', 'pager.claimed:4'),
  crash('after the POST, before it is recorded', 'pager', 'pager.posted:4'),
  crash('in the middle of a migration', 'inference', 'inference.migrating:3', ALONE),
  crash('in the middle of the history import', 'inference', 'inference.importing:2'),
];
