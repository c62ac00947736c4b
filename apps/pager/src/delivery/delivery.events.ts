import { type Page } from './page';
import { type Backlog } from './page-store.port';
import { type Tries } from './retry-delay';

export interface FailedAttempt extends Tries {
  reason: string;
  mayHaveArrived: boolean;
  retryInMs: number;
}

/** Reports what happens to pages; metrics and logs subscribe. */
export interface DeliveryEvents {
  /** `direct`: without the database, which is away. */
  delivered(page: Page, info: { attempts: number; requestMs: number; direct: boolean }): void;
  /** The page had been delivered before. */
  repeated(page: Page): void;
  /** The lease ended before the page was sent, as after a frozen process. Whoever claims it next sends it. */
  leaseEnded(page: Page): void;
  /** `mayHaveArrived`: the endpoint did not confirm the page in time, so that the next attempt may page people again. */
  failed(page: Page, info: FailedAttempt): void;
  /** The alert no longer stands, because of this kind of decision: the page was closed and is not sent. */
  retracted(page: Page, because: string): void;
  refused(page: Page, info: { status: number }): void;
  /** The database does not answer: from now on recent pages are sent without it. */
  storeAway(error: unknown): void;
  storeBack(): void;
  /** While the database is away: its last count, or what this process knows if that is more. */
  backlog(backlog: Backlog): void;
}
