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

/** Fewer pages say nothing about delays; the stream has a page every three seconds. */
const MIN_PAGES = 3;

/** Tries the disturbances one after another on a running trial. A failure is noted in its row; the others are still tried. */
export async function tryDisturbances(
  trial: Trial,
  disturbances: readonly Disturbance[],
  at: Surroundings,
  pauseOf: PauseOf,
): Promise<() => Row[]> {
  const tried: Tried[] = [];
  for (const [index, disturbance] of disturbances.entries()) {
    at.say(`${index + 1} of ${disturbances.length}: ${disturbance.name}`);
    const outcome = await tryDisturbance(trial, disturbance, at);
    tried.push(outcome);
    at.say(`  ${summaryOf(rowOf(trial, outcome, pauseOf))}`);
  }
  // Measured when called, because a page may arrive long after its disturbance.
  return () => tried.map((outcome) => rowOf(trial, outcome, pauseOf));
}

async function tryDisturbance(trial: Trial, disturbance: Disturbance, at: Surroundings): Promise<Tried> {
  if (disturbance.needsNodes && !at.nodes) return { disturbance, leftOut: 'left out: no lab' };
  if (trial.events.ended)
    return { disturbance, failed: 'the stream ended too early; play more days (--days)' };
  let fromMs: number | undefined;
  let window: Window | undefined;
  try {
    await disturbance.prepare?.(at);
    await trial.untilQuiet();
    const before = await trial.restarts();
    const startedMs = Date.now();
    fromMs = startedMs;
    await disturbance.disturb(at);
    await trial.untilQuiet();
    if (disturbance.limits.pageDelayMs !== undefined) await untilPages(trial, startedMs);
    window = { fromMs, toMs: Date.now() };
    const fault = trial.events.ended
      ? 'the stream ended during it; play more days (--days)'
      : restarted(disturbance, before, await trial.restarts());
    await disturbance.restore?.(at);
    return { disturbance, window, ...(fault !== undefined && { failed: fault }) };
  } catch (error) {
    if (fromMs !== undefined) window ??= { fromMs, toMs: Date.now() };
    return { disturbance, ...(window && { window }), failed: messageOf(error) };
  }
}

/** Waits until enough pages belong to the window. */
function untilPages(trial: Trial, fromMs: number): Promise<void> {
  const steady = () => 0;
  return trial.untilSeen('pages of messages sent during the disturbance', () => {
    const { pages } = measure(trial.events.all, { fromMs, toMs: Date.now() }, steady);
    return pages >= MIN_PAGES || trial.events.ended;
  });
}

/** Names the pods whose container restarted although the disturbance kills none. */
function restarted(
  { restarts }: Disturbance,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string | undefined {
  if (restarts) return undefined;
  const names = [...after].filter(([pod, count]) => count > (before.get(pod) ?? 0)).map(([pod]) => pod);
  return names.length === 0 ? undefined : `${names.join(', ')} restarted`;
}

function rowOf(trial: Trial, { disturbance, window, ...why }: Tried, pauseOf: PauseOf): Row {
  return { disturbance, ...why, ...(window && { measured: measure(trial.events.all, window, pauseOf) }) };
}

function summaryOf({ measured, failed, leftOut }: Row): string {
  const figures = measured
    ? `feed stood still ${seconds(measured.standstillMs)}, longest page delay ${seconds(measured.longestPageDelayMs)}, ${measured.pages} pages`
    : '';
  return [failed && `FAILED: ${failed}`, leftOut, figures].filter(Boolean).join('; ');
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
