/** What became of one attempt to deliver a page. `reason` is a short constant for metrics and logs. */
export type DeliveryOutcome =
  | { kind: 'delivered'; status: number }
  /** The pager will never take it. */
  | { kind: 'refused'; status: number; reason: string }
  /** Any other answer, or none: it is tried again. */
  | { kind: 'failed'; reason: string };
