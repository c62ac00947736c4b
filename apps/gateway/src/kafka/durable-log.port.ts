/** Told while the log is open, whenever it changes. */
export interface HealthListener {
  healthy(): void;
  unhealthy(detail: string): void;
}

/** The brokers, as the gateway's start and stop see them. */
export interface DurableLog {
  /**
   * Resolves once records can be written and the topics give what is asked; waits for the brokers for ever, or until
   * `close`. Rejects where a topic gives less.
   */
  open(listener: HealthListener): Promise<void>;
  close(options: { drainMs: number }): Promise<void>;
}
