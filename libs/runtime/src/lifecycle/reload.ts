/** Passes SIGHUP on to every part that can read its settings again while the service runs. */
export class Reload {
  private readonly listeners = new Set<() => void>();

  /** Calls the listener at each SIGHUP from now on. */
  onReload(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Calls all listeners, in the order in which they were added. */
  request(): void {
    for (const listener of this.listeners) listener();
  }
}
