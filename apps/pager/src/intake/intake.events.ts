/** What happens to records of `aki.alerts`; metrics and logs subscribe. */
export interface IntakeEvents {
  /** Pages that are owed from now on; records that came again are not among them. */
  recorded(count: number): void;
  deadLettered(letter: { id: string; reason: string; detail: string }): void;
  /** The batch is handed over again later. */
  delayed(partition: number, error: unknown): void;
}
