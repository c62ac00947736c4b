import { type Changed } from '@renwatch/contract';
import { type RecentChange } from '@renwatch/store';

export interface LiveEvents {
  watching(streams: number): void;
  changesUnknown(error: unknown): void;
}

export interface ChangeReader {
  /** Reads the changes of the last moments, at most `limit` of a kind. */
  changes(options: { lastMs: number; limit: number }): Promise<RecentChange[]>;
}

/** A page that waits for changes. */
export interface ChangeListener {
  /** The database was read just now. */
  alive(): void;
  changed(change: Changed): void;
}

export interface ChangeWatchOptions {
  reader: ChangeReader;
  events: LiveEvents;
  everyMs: number;
  maxListeners: number;
  /** So many of them may be of one account. */
  maxListenersOfAccount: number;
}

/** Times are taken before a commit, by the clock of another machine: both may be this late. */
const OVERLAP_MS = 60_000;
const MAX_CHANGES = 500;

/**
 * Tells all open pages what changed, by one statement every second for all of them; none while nobody listens. Each look
 * reads an overlapping span, and a change is told once. If the database is away nothing is told, and pages see by the
 * silence that they are old.
 */
export class ChangeWatch {
  /** With the account of each. */
  private readonly listeners = new Map<ChangeListener, string>();
  private known: ReadonlySet<string> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ChangeWatchOptions) {}

  /** @returns what ends listening; undefined if too many listen */
  listen(listener: ChangeListener, account: string): (() => void) | undefined {
    const { maxListeners, maxListenersOfAccount } = this.options;
    const ofAccount = [...this.listeners.values()].filter((other) => other === account);
    if (this.listeners.size >= maxListeners || ofAccount.length >= maxListenersOfAccount) return undefined;
    this.listeners.set(listener, account);
    this.options.events.watching(this.listeners.size);
    if (this.timer === undefined) this.plan(0);
    return () => {
      this.listeners.delete(listener);
      this.options.events.watching(this.listeners.size);
      if (this.listeners.size === 0) this.stop();
    };
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known = undefined;
  }

  private plan(delayMs: number): void {
    const timer = setTimeout(() => {
      void this.look().finally(() => {
        // Stopped, or started again, meanwhile.
        if (this.timer === timer) this.plan(this.options.everyMs);
      });
    }, delayMs);
    this.timer = timer;
  }

  private async look(): Promise<void> {
    const { reader, events } = this.options;
    try {
      const changes = await reader.changes({ lastMs: OVERLAP_MS, limit: MAX_CHANGES });
      const fresh = this.known ? changes.filter(({ key }) => !this.known?.has(key)) : [];
      this.known = new Set(changes.map(({ key }) => key));
      const patientIds = [...new Set(fresh.map(({ patientId }) => patientId))];
      const isWhole = fresh.length >= MAX_CHANGES;
      for (const listener of [...this.listeners.keys()]) {
        listener.alive();
        if (fresh.length > 0) listener.changed({ patientIds: isWhole ? [] : patientIds, isWhole });
      }
    } catch (error) {
      events.changesUnknown(error);
    }
  }
}
