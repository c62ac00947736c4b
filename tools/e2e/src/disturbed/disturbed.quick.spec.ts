import { type Scenario } from './scenario/scenario';
import { ALL_SCENARIOS } from './scenarios/all-scenarios';
import { stopOfEach } from './scenarios/each-service.scenarios';
import { Workbench } from './workbench';

/** The scenarios without a time-out; `npx nx run e2e:disturbed` runs all. */
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
  const found = ALL_SCENARIOS.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`no scenario is named ${name}`);
  return found;
}

describe('the whole of Renwatch, disturbed', () => {
  const lines: string[] = [];
  const workbench = new Workbench({ say: (line) => lines.push(line) });

  beforeAll(() => workbench.undisturbed());
  afterAll(() => workbench.close());

  it.each(QUICK)('decides and pages the same through: $name', async (scenario) => {
    const { faults } = await workbench.run(scenario);
    expect({ faults, lines: faults.length > 0 ? lines : [] }).toEqual({ faults: [], lines: [] });
  });
});

/** Combines disturbances in one run. If only one is possible, such as a feed or a crash, the first scenario that has it wins. */
function atOnce(...scenarios: readonly [Scenario, ...Scenario[]]): Scenario {
  const [first, ...rest] = scenarios;
  return rest.reduce<Scenario>(
    (all, scenario) => ({
      ...scenario,
      ...all,
      name: `${all.name}; ${scenario.name}`,
      ends: { ...scenario.ends, ...all.ends },
      deadLetters: [...(all.deadLetters ?? []), ...(scenario.deadLetters ?? [])].sort(),
      disturb: async (run) => {
        await Promise.all([all.disturb(run), scenario.disturb(run)]);
      },
      check: async (run) => {
        await all.check?.(run);
        await scenario.check?.(run);
      },
    }),
    first,
  );
}
