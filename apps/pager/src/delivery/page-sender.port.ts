import { type Page } from './page';

/** Result of one attempt to send a page. `reason` is a short constant for metrics and logs. */
export type DeliveryOutcome =
  | { kind: 'delivered'; status: number }
  /** Final: the pager will never accept this page. */
  | { kind: 'refused'; status: number; reason: string }
  /** Any other answer, or none: the page is retried. If it may have arrived, the next attempt may page people again. */
  | { kind: 'failed'; reason: string; mayHaveArrived: boolean };

export interface PageSender {
  /** Sends a page once; the signal breaks the attempt off. Never rejects. */
  send(page: Page, signal?: AbortSignal): Promise<DeliveryOutcome>;
}
