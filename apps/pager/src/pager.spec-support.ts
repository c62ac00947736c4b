import { type AkiAlertRecord } from '@renwatch/events';
import { akiAlert, waitFor } from '@renwatch/testing';
import { pageOf, type Page } from './page';

export const somePage = (own: Partial<AkiAlertRecord> = {}): Page => pageOf(akiAlert(own));

/** Waits until a condition holds. */
export const until = (condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> =>
  waitFor(condition, { timeoutMs, what: String(condition), everyMs: 5 });
