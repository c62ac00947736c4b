import { type Trial } from './cluster/trial';
import { type Disturbance, type Surroundings } from './disturbances/disturbance';
import { measure, type Window } from './report/measure';
import { type Row } from './report/row';
import { seconds } from '@renwatch/e2e';

interface Tried {
  disturbance: Disturbance;
  window?: Window;
  failed?: string;
  leftOut?: string;
}

/** Tries one after another on a running trial; what went wrong with one is in its row, and the others are tried nevertheless. */
export async function tryDisturbances(
  trial: Trial,
  disturbances: readonly Disturbance[],
  at: Surroundings,
): Promise<() => Row[]> {
  const tried: Tried[] = [];
  for (const [index, disturbance] of disturbances.entries()) {
    at.say(`${index + 1} of ${disturbances.length}: ${disturbance.name}`);
    const one = await tryOne(trial, disturbance, at);
    tried.push(one);
    at.say(`  ${told(rowOf(trial, one))}`);
  }
  // A page may come long after its disturbance: what is measured last is what counts.
  return () => tried.map((one) => rowOf(trial, one));
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
    fromMs = Date.now();
    await disturbance.disturb(at);
    await trial.untilQuiet();
    window = { fromMs, toMs: Date.now() };
    await disturbance.restore?.(at);
    return { disturbance, window };
  } catch (error) {
    if (fromMs !== undefined) window ??= { fromMs, toMs: Date.now() };
    return { disturbance, ...(window && { window }), failed: messageOf(error) };
  }
}

function rowOf(trial: Trial, { disturbance, window, ...why }: Tried): Row {
  return { disturbance, ...why, ...(window && { measured: measure(trial.events.all, window) }) };
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
