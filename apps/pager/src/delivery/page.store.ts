import { type Page } from '../page/page';

/** A page that this process may deliver until its lease ends. */
export interface ClaimedPage extends Page {
  /** This one included. */
  attempts: number;
  /** By this process's `performance.now()`, no later than by the database's clock: from then on others may claim it. */
  leaseEndsMs: number;
}

/** A page that was delivered before that could be recorded. */
export interface DeliveredPage extends Page {
  deliveredAt: string;
}

/** Pages owed and not delivered: how many, and since when the oldest was decided. */
export interface Backlog {
  pending: number;
  oldestPendingAt: string | null;
}

/** What the pager needs of a database. Each may throw; nothing is half done then. */
export interface PageStore {
  /** Records pages, some delivered already; what is there stays, or becomes delivered. Gives the ids of the new ones. */
  insert(pages: readonly (Page | DeliveredPage)[]): Promise<string[]>;
  /** Pages that are due, claimed for the length of a lease. */
  claimDue(limit: number): Promise<ClaimedPage[]>;
  /** False: it was delivered before, this one was a repeat. */
  delivered(alertId: string, deliveredAt: string): Promise<boolean>;
  retryLater(alertId: string, delayMs: number, reason: string): Promise<void>;
  refused(alertId: string, reason: string): Promise<boolean>;
  /** Gives back claims that were not used. */
  release(alertIds: readonly string[]): Promise<void>;
  backlog(): Promise<Backlog>;
}
