/** Lets one loop sleep until it is woken or its time is up. A call while it is awake cuts the next sleep. */
export class WakeUp {
  private called = false;
  private wakeSleeper: (() => void) | undefined;

  call(): void {
    this.called = true;
    this.wakeSleeper?.();
  }

  async sleep(forMs: number): Promise<void> {
    if (!this.called) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, forMs);
        this.wakeSleeper = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wakeSleeper = undefined;
    this.called = false;
  }
}
