import { type Scenario } from '../scenario';

/** Several disturbances in one run. Of what there can be one only, a feed or a crash, the first that has it gives it. */
export function atOnce(...scenarios: readonly [Scenario, ...Scenario[]]): Scenario {
  const [first, ...rest] = scenarios;
  return rest.reduce<Scenario>(
    (all, one) => ({
      ...one,
      ...all,
      name: `${all.name}; ${one.name}`,
      ends: { ...one.ends, ...all.ends },
      deadLetters: [...(all.deadLetters ?? []), ...(one.deadLetters ?? [])].sort(),
      disturb: async (run) => {
        await Promise.all([all.disturb(run), one.disturb(run)]);
      },
      check: async (run) => {
        await all.check?.(run);
        await one.check?.(run);
      },
    }),
    first,
  );
}
