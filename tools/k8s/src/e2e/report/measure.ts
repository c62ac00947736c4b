import { type SimulatorEvent } from '../cluster/simulator-events';

/** Ms since 1970. */
export interface Window {
  fromMs: number;
  toMs: number;
}

export interface Measured {
  /** The longest time without an acknowledgement that touches the window, beyond what the stream itself pauses for. */
  standstillMs: number;
  /** From the first send of a message to the first arrival of its page, of messages first sent in the window. */
  longestPageDelayMs: number;
  pages: number;
}

/** How long the stream itself pauses, in ms, from one message to a later one, by their indices. */
export type PauseOf = (from: number, to: number) => number;

/** What the hospital saw of one disturbance. */
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
    for (const one of times) {
      const key = `${mrn},${one}`;
      if (!first.has(key)) first.set(key, Date.parse(at));
    }
  }
  return [...paged].flatMap(([key, atMs]) => {
    const sentAtMs = sent.get(key);
    return sentAtMs === undefined ? [] : [{ sentAtMs, delayMs: atMs - sentAtMs }];
  });
}
