/** SIGHUP: whoever has something that can change while the service runs reads it again. */
export class Reload {
  private readonly listeners = new Set<() => void>();

  onReload(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Tells everybody, in the order in which they asked. */
  request(): void {
    for (const listener of this.listeners) listener();
  }
}
