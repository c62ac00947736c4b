/** Told of changes while the log is open. */
export interface HealthListener {
  healthy(): void;
  unhealthy(detail: string): void;
}

/** The log of durable records, as the lifecycle needs it. */
export interface DurableLog {
  /**
   * Waits for the brokers, without limit or until `close`, and resolves once records can be written. Rejects if a topic
   * guarantees less than the configuration asks.
   */
  open(listener: HealthListener): Promise<void>;
  close(options: { drainMs: number }): Promise<void>;
}
