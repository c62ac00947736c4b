import { type Page } from '../page/page';
import { type ClaimedPage } from './page.store';

/** The page alone. */
export function unclaimed({ attempts: _attempts, leaseEndsMs: _leaseEndsMs, ...page }: ClaimedPage): Page {
  return page;
}
