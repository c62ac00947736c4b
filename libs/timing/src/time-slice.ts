/** Longest work that does not hold up heartbeats, health probes and other connections noticeably. */
const SLICE_MS = 20;

/** Divides long work into slices, between which the event loop serves others. */
export class TimeSlice {
  private beganMs = performance.now();

  get isOver(): boolean {
    return performance.now() - this.beganMs >= SLICE_MS;
  }

  /** Lets others work, and begins the next slice. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.beganMs = performance.now();
  }
}
