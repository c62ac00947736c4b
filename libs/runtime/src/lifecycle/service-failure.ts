/**
 * How a part that runs in the background tells that the service cannot go on: a programmer error, a model file that
 * is not what its hash says. A lost broker or database is no failure: it is waited for, unready.
 */
export class ServiceFailure {
  private listener: ((error: Error) => void) | undefined;
  private first: Error | undefined;

  /** Called once, with the first failure, also when that came before the listener. */
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
