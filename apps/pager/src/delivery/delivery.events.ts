import { type Page } from '../page/page';
import { type Backlog } from './page.store';

/** What happens to pages; metrics and logs subscribe. */
export interface DeliveryEvents {
  delivered(page: Page, info: { attempts: number; requestMs: number; direct: boolean }): void;
  /** It had been delivered before. */
  repeated(page: Page): void;
  /** Its lease ended before it was sent, as after a freeze: whoever claims it now sends it. */
  leaseEnded(page: Page): void;
  failed(page: Page, info: { attempts: number; reason: string; retryInMs: number }): void;
  refused(page: Page, info: { status: number }): void;
  /** The database does not answer: from now on pages of the last minutes are sent without it. */
  storeAway(error: unknown): void;
  storeBack(): void;
  /** While the database is away: its last count, or what this process knows of where that is more. */
  backlog(backlog: Backlog): void;
}
