import { type Scenario } from './scenario';
import { ALL_SCENARIOS } from './scenarios/all-scenarios';
import { atOnce } from './scenarios/at-once';
import { stopOfEach } from './scenarios/stop-of-each.scenario';
import { Workbench } from './workbench';

/** Those that cost no time-out; `npx nx run e2e:disturbed` has them all. */
const QUICK = [
  named('crash: after an ACK was half written'),
  stopOfEach,
  atOnce(
    named('feed closes in the middle of frames and before acknowledgements, and resends'),
    named('crash: after the POST, before it is recorded'),
    named('page endpoint answers 400 to one page, which is replayed later'),
  ),
];

function named(name: string): Scenario {
  const found = ALL_SCENARIOS.find((one) => one.name === name);
  if (!found) throw new Error(`no scenario is named ${name}`);
  return found;
}

describe('a whole Renwatch, disturbed', () => {
  const said: string[] = [];
  const workbench = new Workbench({ say: (line) => said.push(line) });

  beforeAll(() => workbench.undisturbed());
  afterAll(() => workbench.close());

  it.each(QUICK)('comes to the same decisions and pages through: $name', async (scenario) => {
    const { faults } = await workbench.run(scenario);
    expect({ faults, said: faults.length > 0 ? said : [] }).toEqual({ faults: [], said: [] });
  });
});
