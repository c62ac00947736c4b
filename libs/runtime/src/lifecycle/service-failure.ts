/**
 * Lets a background part report that the service cannot continue: a programmer error, or a model file with a wrong hash.
 * A lost broker or database is not a failure: the service waits for it, unready.
 */
export class ServiceFailure {
  private listener: ((error: Error) => void) | undefined;
  private first: Error | undefined;

  /** Calls the listener once with the first failure, even if that came earlier. */
  onFailure(listener: (error: Error) => void): void {
    this.listener = listener;
    if (this.first) listener(this.first);
  }

  fail(error: unknown): void {
    if (this.first) return;
    this.first = error instanceof Error ? error : new Error(String(error));
    this.listener?.(this.first);
  }
}
