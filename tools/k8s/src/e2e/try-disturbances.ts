import { type Trial } from './cluster/trial';
import { type Disturbance, type Surroundings } from './disturbances/disturbance';
import { measure, type PauseOf, type Window } from './report/measure';
import { type Row } from './report/row';
import { seconds } from '@renwatch/e2e';

interface Tried {
  disturbance: Disturbance;
  window?: Window;
  failed?: string;
  leftOut?: string;
}

/** Fewer say nothing about delays; the stream has one every three seconds. */
const FEWEST_PAGES = 3;

/** Tries one after another on a running trial; what went wrong with one is in its row, and the others are tried nevertheless. */
export async function tryDisturbances(
  trial: Trial,
  disturbances: readonly Disturbance[],
  at: Surroundings,
  pauseOf: PauseOf,
): Promise<() => Row[]> {
  const tried: Tried[] = [];
  for (const [index, disturbance] of disturbances.entries()) {
    at.say(`${index + 1} of ${disturbances.length}: ${disturbance.name}`);
    const one = await tryOne(trial, disturbance, at);
    tried.push(one);
    at.say(`  ${told(rowOf(trial, one, pauseOf))}`);
  }
  // A page may come long after its disturbance: what is measured last is what counts.
  return () => tried.map((one) => rowOf(trial, one, pauseOf));
}

async function tryOne(trial: Trial, disturbance: Disturbance, at: Surroundings): Promise<Tried> {
  if (disturbance.needsNodes && !at.nodes) return { disturbance, leftOut: 'left out: no lab' };
  if (trial.events.ended)
    return { disturbance, failed: 'the stream was over before; play more days (--days)' };
  let fromMs: number | undefined;
  let window: Window | undefined;
  try {
    await disturbance.prepare?.(at);
    await trial.untilQuiet();
    const before = await trial.restarts();
    const began = Date.now();
    fromMs = began;
    await disturbance.disturb(at);
    await trial.untilQuiet();
    if (disturbance.limits.pageDelayMs !== undefined) await untilPages(trial, began);
    window = { fromMs, toMs: Date.now() };
    const fault = trial.events.ended
      ? 'the stream was over before it was; play more days (--days)'
      : restarted(disturbance, before, await trial.restarts());
    await disturbance.restore?.(at);
    return { disturbance, window, ...(fault !== undefined && { failed: fault }) };
  } catch (error) {
    if (fromMs !== undefined) window ??= { fromMs, toMs: Date.now() };
    return { disturbance, ...(window && { window }), failed: messageOf(error) };
  }
}

/** Keeps the window open until some pages belong to it. */
function untilPages(trial: Trial, fromMs: number): Promise<void> {
  const steady = () => 0;
  return trial.untilSeen('pages of messages that were first sent meanwhile', () => {
    const { pages } = measure(trial.events.all, { fromMs, toMs: Date.now() }, steady);
    return pages >= FEWEST_PAGES || trial.events.ended;
  });
}

/** Whose container was started again though nobody killed it. */
function restarted(
  { restarts }: Disturbance,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string | undefined {
  if (restarts) return undefined;
  const again = [...after].filter(([pod, count]) => count > (before.get(pod) ?? 0)).map(([pod]) => pod);
  return again.length === 0 ? undefined : `${again.join(', ')} started again`;
}

function rowOf(trial: Trial, { disturbance, window, ...why }: Tried, pauseOf: PauseOf): Row {
  return { disturbance, ...why, ...(window && { measured: measure(trial.events.all, window, pauseOf) }) };
}

function told({ measured, failed, leftOut }: Row): string {
  const figures = measured
    ? `feed stood still ${seconds(measured.standstillMs)}, longest page delay ${seconds(measured.longestPageDelayMs)}, ${measured.pages} pages`
    : '';
  return [failed && `FAILED: ${failed}`, leftOut, figures].filter(Boolean).join('; ');
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
