import { type SeenByFeed } from '@renwatch/store';
import { pause } from '@renwatch/timing';
import { type Intake } from './intake';

export interface SeenFeedsStore {
  /** Adds the rows to what is known. @returns the number of rows that were not kept */
  add(rows: readonly SeenByFeed[]): Promise<number>;
}

export interface SeenFeedsEvents {
  /** Types or codes above a bound: not listed, but counted by the other metrics as ever. */
  seenDropped(rows: number): void;
  /** The database did not take them; the next write tries again. */
  seenDelayed(error: unknown): void;
}

export interface SeenFeedsOptions {
  store: SeenFeedsStore;
  events: SeenFeedsEvents;
  writeEveryMs: number;
  /** Bound of the rows that wait for a write. */
  maxWaitingRows: number;
}

type Row = SeenByFeed;

/** Longest text that is kept of a code, a name, a unit or a message type. */
const MAX_CHARACTERS = 100;

/**
 * Collects the message types and codes that each feed sends and writes them from time to time, outside of the decisions'
 * transactions. Best effort: a crash loses what has not been written, and a message that is processed again counts
 * twice. No failure of it ever reaches the decisions.
 */
export class SeenFeeds {
  private waiting = new Map<string, Row>();

  constructor(private readonly options: SeenFeedsOptions) {}

  add(intakes: readonly Intake[]): void {
    for (const { feed, receivedAt, unread, seen } of intakes) {
      const { type, codes } = seen;
      const common = { feed, lastSeenAt: receivedAt };
      const noCode = { system: '', unit: '', name: '' };
      this.put({
        ...{ ...common, ...noCode, kind: 'message-type', code: type },
        ...{ isRead: unread === null, reason: unread, count: 1 },
      });
      for (const { code, system, unit, name, isMapped, unmapped, count } of codes)
        this.put({
          ...{ ...common, kind: 'result-code', code, system, unit, name },
          ...{ isRead: isMapped && unmapped === null, reason: unmapped, count },
        });
    }
  }

  /** Writes until the signal aborts. Never rejects. */
  async keepWriting(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(this.options.writeEveryMs, signal);
      await this.write();
    }
  }

  /** Writes what waits. Never rejects. */
  async write(): Promise<void> {
    const { store, events } = this.options;
    if (this.waiting.size === 0) return;
    const rows = [...this.waiting.values()];
    this.waiting = new Map();
    try {
      const dropped = await store.add(rows);
      if (dropped > 0) events.seenDropped(dropped);
    } catch (error) {
      for (const row of rows) this.put(row);
      events.seenDelayed(error);
    }
  }

  private put(given: Row): void {
    const row = shortened(given);
    const key = JSON.stringify([row.feed, row.kind, row.code, row.system, row.unit]);
    const known = this.waiting.get(key);
    if (!known && this.waiting.size >= this.options.maxWaitingRows) this.options.events.seenDropped(1);
    else this.waiting.set(key, known ? joined(known, row) : row);
  }
}

function shortened(row: Row): Row {
  const { code, system, unit, name } = row;
  const short = (text: string): string => text.slice(0, MAX_CHARACTERS);
  return { ...row, code: short(code), system: short(system), unit: short(unit), name: short(name) };
}

/** The later one tells the outcome, unless only the other may be creatinine: of one code, serum matters more than urine. */
function joined(known: Row, row: Row): Row {
  const [older, newer] = known.lastSeenAt <= row.lastSeenAt ? [known, row] : [row, known];
  const outcome = newer.reason === null && !newer.isRead && older.reason !== null ? older : newer;
  const { isRead, reason } = outcome;
  return { ...newer, isRead, reason, count: known.count + row.count };
}
