/** Reports what happens to records of `aki.alerts`; metrics and logs subscribe. */
export interface IntakeEvents {
  /** The number of new pages; records that came again are not counted. */
  recorded(count: number): void;
  deadLettered(letter: { id: string; reason: string; detail: string }): void;
  /** The batch is retried later. */
  delayed(partition: number, error: unknown): void;
}
