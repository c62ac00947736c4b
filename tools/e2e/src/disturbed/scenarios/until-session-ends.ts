import { type ScenarioRun } from '../scenario/scenario-run';

/** The longest time that a session idle in a transaction may hold its locks. */
const MAX_HELD_MS = 10_000;

/**
 * Waits until the database has ended the session of an inference that has just been frozen within a transaction.
 * @throws Error if it held its locks for too long
 */
export async function untilSessionEnds(run: ScenarioRun): Promise<void> {
  const frozenAtMs = Date.now();
  await run.until('its database session standing still', async () => (await sessionsStandingStill(run)) > 0);
  await run.until('the end of its database session', async () => (await sessionsStandingStill(run)) === 0);
  const heldMs = Date.now() - frozenAtMs;
  run.say(`the database ended its session after ${(heldMs / 1000).toFixed(1)} s`);
  if (heldMs > MAX_HELD_MS) throw new Error(`its session held its locks for ${heldMs} ms`);
}

/** Counts sessions that are idle in a transaction and hold their locks. */
async function sessionsStandingStill({ db }: ScenarioRun): Promise<number> {
  const [row] = await db.query<{ count: number }>(`
    SELECT count(*)::integer AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'renwatch-inference'
      AND state = 'idle in transaction' AND state_change < now() - interval '1 second'`);
  return row?.count ?? 0;
}
