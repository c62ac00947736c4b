import { type AkiAlertRecord } from '@renwatch/events';
import { akiAlert, waitFor } from '@renwatch/testing';
import { type Slots } from './delivery/delivery-slots';
import { pageOf, type Page } from './delivery/page';

export const somePage = (own: Partial<AkiAlertRecord> = {}): Page => pageOf(akiAlert(own));

/** Waits until a condition holds. */
export const until = (condition: () => boolean | Promise<boolean>, timeoutMs = 45_000): Promise<void> =>
  waitFor(condition, { timeoutMs, what: String(condition), everyMs: 5 });

/** The same number of slots for each stage. */
export const slots = (count: number): Slots => ({ stage1: count, stage2: count, stage3: count });
