/** Appointments closer together than this count as one, so that few are kept however many pages are retried. */
const GRAIN_MS = 20;

/** Lets one loop sleep until it is called, its next appointment is due, or it has slept long enough. */
export class WakeUp {
  /** At most one for each grain of the longest delay. */
  private readonly appointments = new Set<number>();
  private called = false;
  private wakeSleeper: (() => void) | undefined;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Ends the sleep; while the loop is awake, cuts its next sleep. */
  call(): void {
    this.called = true;
    this.wakeSleeper?.();
  }

  /** Makes an appointment, never earlier than asked for. */
  callIn(delayMs: number): void {
    const before = this.nextAppointmentMs();
    const timeMs = Math.ceil((this.nowMs() + delayMs) / GRAIN_MS) * GRAIN_MS;
    this.appointments.add(timeMs);
    // The loop went to sleep without knowing of it.
    if (timeMs < before) this.call();
  }

  async sleep(maxMs: number): Promise<void> {
    if (!this.called) {
      const untilNextMs = Math.max(0, this.nextAppointmentMs() - this.nowMs());
      await this.sleepUntilCalled(Math.min(maxMs, untilNextMs));
    }
    this.called = false;
    const nowMs = this.nowMs();
    for (const timeMs of this.appointments) if (timeMs <= nowMs) this.appointments.delete(timeMs);
  }

  private async sleepUntilCalled(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeSleeper = undefined;
  }

  private nextAppointmentMs(): number {
    return Math.min(Infinity, ...this.appointments);
  }
}
