import { type SimulatorEvent } from '../cluster/simulator-events';

/** A span of time, in ms since 1970. */
export interface Window {
  fromMs: number;
  toMs: number;
}

export interface Measured {
  /** Longest time without an acknowledgement that touches the window, minus the stream's own pauses. */
  standstillMs: number;
  /** Longest time from first send to first page, for messages first sent in the window. */
  longestPageDelayMs: number;
  pages: number;
}

/** Returns the stream's own pause between two messages, in ms. */
export type PauseOf = (from: number, to: number) => number;

/** Measures one disturbance as the hospital saw it. */
export function measure(
  events: readonly SimulatorEvent[],
  { fromMs, toMs }: Window,
  pauseOf: PauseOf,
): Measured {
  const acknowledged = events
    .filter(({ type }) => type === 'acked')
    .map(({ at, index = 0 }) => ({ atMs: Date.parse(at), index }));
  const gaps = acknowledged.slice(1).map((end, i) => {
    const begin = acknowledged[i] ?? end;
    return { beginMs: begin.atMs, endMs: end.atMs, ownMs: Math.max(0, pauseOf(begin.index, end.index)) };
  });
  const touching = gaps.filter(({ beginMs, endMs }) => endMs >= fromMs && beginMs <= toMs);
  const delays = pageDelays(events).filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs <= toMs);
  return {
    standstillMs: Math.max(0, ...touching.map(({ beginMs, endMs, ownMs }) => endMs - beginMs - ownMs)),
    longestPageDelayMs: Math.max(0, ...delays.map(({ delayMs }) => delayMs)),
    pages: delays.length,
  };
}

function pageDelays(events: readonly SimulatorEvent[]): { sentAtMs: number; delayMs: number }[] {
  const sent = new Map<string, number>();
  const paged = new Map<string, number>();
  for (const { type, at, mrn, time, otherTimes = [] } of events) {
    const [times, first] = type === 'sent' ? [[time, ...otherTimes], sent] : [[time], paged];
    if (type !== 'sent' && type !== 'page') continue;
    for (const resultTime of times) {
      const key = `${mrn},${resultTime}`;
      if (!first.has(key)) first.set(key, Date.parse(at));
    }
  }
  return [...paged].flatMap(([key, atMs]) => {
    const sentAtMs = sent.get(key);
    return sentAtMs === undefined ? [] : [{ sentAtMs, delayMs: atMs - sentAtMs }];
  });
}
