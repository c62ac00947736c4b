import { type MessageFacts } from './facts';
import { type Patient } from './patient';
import { type Result } from './result';

/**
 * Why nobody is paged for a decision that would have raised an alert:
 * - `past-message`: its message is an initial load or an archive;
 * - `deceased`: the patient is known to have died;
 * - `old-result`: its message was sent too long after the collection;
 * - `old-message`: its message was received too long after it was sent.
 */
export const WITHHELD_REASONS = ['past-message', 'deceased', 'old-result', 'old-message'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

export interface PagingLimits {
  /** Longest time from a result's collection to its message; Infinity: no limit. */
  readonly maxResultAgeMs: number;
  /** Longest time from a message's sending to its receipt; Infinity: no limit. */
  readonly maxMessageAgeMs: number;
}

const HOUR_MS = 3_600_000;

export const DEFAULT_PAGING_LIMITS: PagingLimits = {
  maxResultAgeMs: 168 * HOUR_MS,
  // A feed that plays the past would page nobody.
  maxMessageAgeMs: Infinity,
};

/** Returns why no alert may be raised for a result because of a message; null if it may. */
export function withheldReason(
  { death }: Pick<Patient, 'death'>,
  { observedAtMs }: Pick<Result, 'observedAtMs'>,
  message: Pick<MessageFacts, 'sentAt' | 'receivedAt' | 'repeatsThePast'>,
  { maxResultAgeMs, maxMessageAgeMs }: PagingLimits,
): WithheldReason | null {
  const sentAtMs = Date.parse(message.sentAt);
  if (message.repeatsThePast) return 'past-message';
  if (death?.isDeceased) return 'deceased';
  if (sentAtMs - observedAtMs > maxResultAgeMs) return 'old-result';
  return Date.parse(message.receivedAt) - sentAtMs > maxMessageAgeMs ? 'old-message' : null;
}

/** Returns the end of a decision's sentence that tells why nobody was paged; empty for null. */
export function explainWithheld(reason: WithheldReason | null): string {
  switch (reason) {
    case null:
      return '';
    case 'past-message':
      return '; not paged: an initial load or an archive';
    case 'deceased':
      return '; not paged: the patient has died';
    case 'old-result':
      return '; not paged: the result is too old';
    case 'old-message':
      return '; not paged: the message came too late';
    default:
      return reason satisfies never;
  }
}
