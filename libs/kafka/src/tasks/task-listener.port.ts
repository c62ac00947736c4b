/** Told which tasks are this member's. */
export interface TaskListener {
  /** Begin with it. */
  acquired(task: string): void;
  /** Another's soon: finish. Resolves once this member is no longer at it. */
  released(task: string): Promise<void>;
  /** It may be another's already: drop it at once. */
  lost(task: string): void;
}
