import { type MessageReference } from './events';

/** The message that merged a number away; it orders merges. */
export type MergeMoment = Pick<MessageReference, 'sentAt' | 'receivedAt' | 'messageId'>;

/** Compares by the time of sending, then of receipt, then by the message's id, so that every pair has an order. */
export function isLater(moment: MergeMoment, other: MergeMoment): boolean {
  const bySending = Date.parse(moment.sentAt) - Date.parse(other.sentAt);
  if (bySending !== 0) return bySending > 0;
  const byReceipt = Date.parse(moment.receivedAt) - Date.parse(other.receivedAt);
  return byReceipt === 0 ? moment.messageId > other.messageId : byReceipt > 0;
}
