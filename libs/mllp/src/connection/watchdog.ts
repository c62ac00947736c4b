import { type CloseReason } from './connection-events';

/** One timer that is re-armed with what it waits for; `undefined` waits for nothing. */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private reason: CloseReason | undefined;

  constructor(private readonly onExpired: (reason: CloseReason) => void) {}

  watch(waitFor: { reason: CloseReason; ms: number } | undefined): void {
    if (waitFor && waitFor.reason === this.reason) {
      this.timer?.refresh();
      return;
    }
    clearTimeout(this.timer);
    this.reason = waitFor?.reason;
    this.timer = waitFor && setTimeout(() => this.onExpired(waitFor.reason), waitFor.ms);
  }
}
