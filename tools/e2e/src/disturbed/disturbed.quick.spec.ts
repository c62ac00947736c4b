import { CRASH_POINT_SCENARIOS } from './scenarios/crash-points.scenarios';
import { stopOfEach } from './scenarios/stop-of-each.scenario';
import { Workbench } from './workbench';

/** Those that cost no time-out; `npx nx run e2e:disturbed` has them all. */
const QUICK = [
  ...CRASH_POINT_SCENARIOS.filter(({ crash }) => crash?.at.startsWith('gateway.ack-half-written')),
  stopOfEach,
];

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
