import { type Page } from './page';
import { type Slots } from './delivery-slots';

/** A page that this process may deliver until its lease ends. */
export interface ClaimedPage extends Page {
  /** Includes the one that this claim is for. */
  attempts: number;
  /** Earlier attempts that may have arrived, although the endpoint did not confirm them. */
  unconfirmed: number;
  /** Set if the page was closed instead of claimed: why its alert no longer stands. */
  retraction: string | null;
  /** By this process's `performance.now()`, no later than by the database's clock. After it, others may claim the page. */
  leaseEndsMs: number;
}

/** A page that was delivered before that could be recorded. */
export interface DeliveredPage extends Page {
  deliveredAt: string;
}

/** Pages that are not delivered yet. */
export interface Backlog {
  pending: number;
  /** When the oldest of them was decided; null if there is none. */
  oldestPendingAt: string | null;
  /** Most attempts at one of them that may have arrived without being confirmed. */
  mostUnconfirmed: number;
  /** Alerts that were taken back although their page was delivered. */
  retractedAfterDelivery: number;
}

/** A failed attempt to deliver a page. */
export interface Failure {
  delayMs: number;
  reason: string;
  mayHaveArrived: boolean;
}

/** Pages in the database. Each method may reject; then nothing was changed. */
export interface PageStore {
  /** Records pages, some of them delivered already. A known page stays, or becomes delivered. Returns the new ids. */
  insert(pages: readonly (Page | DeliveredPage)[]): Promise<string[]>;
  /** Claims pages that are due, the most urgent first, each for the length of a lease. Closes those that are retracted. */
  claimDue(free: Slots): Promise<ClaimedPage[]>;
  /** Returns false if the page was delivered before, so that this one was a repeat. */
  delivered(alertId: string, deliveredAt: string): Promise<boolean>;
  retryLater(alertId: string, failure: Failure): Promise<void>;
  refused(alertId: string, reason: string): Promise<boolean>;
  /** Returns unused claims, so that other replicas need not wait for their leases to end. */
  release(alertIds: readonly string[]): Promise<void>;
  backlog(): Promise<Backlog>;
}
