import { type SimulatorEvent } from '../cluster/simulator-events';

/** Ms since 1970. */
export interface Window {
  fromMs: number;
  toMs: number;
}

export interface Measured {
  /** The longest time without an acknowledgement that touches the window; the pace of the stream is part of it. */
  standstillMs: number;
  /** From the first send of a message to the first arrival of its page, of messages first sent in the window. */
  longestPageDelayMs: number;
  pages: number;
}

/** What the hospital saw of one disturbance. */
export function measure(events: readonly SimulatorEvent[], { fromMs, toMs }: Window): Measured {
  const acknowledged = events.filter(({ type }) => type === 'acked').map(({ at }) => Date.parse(at));
  const gaps = acknowledged.slice(1).map((endMs, i) => ({ beginMs: acknowledged[i] ?? endMs, endMs }));
  const touching = gaps.filter(({ beginMs, endMs }) => endMs >= fromMs && beginMs <= toMs);
  const delays = pageDelays(events).filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs <= toMs);
  return {
    standstillMs: Math.max(0, ...touching.map(({ beginMs, endMs }) => endMs - beginMs)),
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
