import { type SimulatorEvent } from './simulator.events';

/** Formats a line of the events file: JSON with `type`, `at` (ISO 8601, UTC) and durations in ms, to a µs. */
export function eventLine(event: SimulatorEvent, at: Date): string {
  return `${JSON.stringify({ type: event.type, at: at.toISOString(), ...fields(event) })}\n`;
}

function fields(event: SimulatorEvent): object {
  switch (event.type) {
    case 'sent': {
      const { connection, index, again, facts } = event;
      const [time, ...otherTimes] = facts.observed;
      const more = otherTimes.length > 0 ? { otherTimes } : {};
      return { connection, index, again, mrn: facts.mrn, time, ...more };
    }
    case 'acked':
      return { connection: event.connection, index: event.index, waitedMs: round(event.waitedMs) };
    case 'refused': {
      const { connection, index, again, code, waitedMs } = event;
      return { connection, index, again, code, waitedMs: round(waitedMs) };
    }
    case 'page': {
      const { mrn, time, latencyMs, index, repeat, idempotencyKey } = event;
      return { mrn, time, latencyMs: latencyMs && round(latencyMs), index, repeat, idempotencyKey };
    }
    case 'unreadable':
      return { connection: event.connection, reason: event.error.message };
    case 'end':
    case 'connected':
    case 'closed':
    case 'page-refused': {
      const { type: _type, ...rest } = event;
      return rest;
    }
    default:
      return event satisfies never;
  }
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
