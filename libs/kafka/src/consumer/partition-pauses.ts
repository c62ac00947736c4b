/** How kafkajs is told; only a running consumer has one. */
export interface PauseControl {
  pause(partition: number): void;
  resume(partition: number): void;
}

interface Pause {
  reason: string;
  timer: NodeJS.Timeout | undefined;
}

/** Which partitions of the current assignment are not fetched, and why. */
export class PartitionPauses {
  private readonly pauses = new Map<number, Pause>();
  private readonly held = new Set<number>();
  private isDraining = false;

  constructor(private readonly control: PauseControl) {}

  /** Until `resumeAll()`, or for `forMs`. A later pause takes the place of an earlier one. */
  pause(partition: number, { reason, forMs }: { reason: string; forMs?: number }): void {
    clearTimeout(this.pauses.get(partition)?.timer);
    const timer = forMs === undefined ? undefined : setTimeout(() => this.resume(partition), forMs);
    this.pauses.set(partition, { reason, timer });
    this.control.pause(partition);
  }

  /** Until `release()`: its batch is in work. Other than a pause, it outlasts an assignment and is no fault. */
  hold(partition: number): void {
    this.held.add(partition);
    this.control.pause(partition);
  }

  release(partition: number): void {
    if (this.held.delete(partition) && !this.pauses.has(partition)) this.resumeFetching(partition);
  }

  /** Nothing is fetched from these any more, nor from any that is paused or held. */
  drain(partitions: readonly number[]): void {
    this.isDraining = true;
    for (const partition of partitions) this.control.pause(partition);
  }

  resumeAll(): void {
    for (const partition of [...this.pauses.keys()]) this.resume(partition);
  }

  /** Returns true if the partition is paused; a held one is not. */
  has(partition: number): boolean {
    return this.pauses.has(partition);
  }

  /** Partitions paused until the next assignment, with their reasons. */
  stopped(): { partition: number; reason: string }[] {
    return [...this.pauses]
      .filter(([, { timer }]) => timer === undefined)
      .map(([partition, { reason }]) => ({ partition, reason }));
  }

  private resume(partition: number): void {
    clearTimeout(this.pauses.get(partition)?.timer);
    this.pauses.delete(partition);
    if (!this.held.has(partition)) this.resumeFetching(partition);
  }

  private resumeFetching(partition: number): void {
    if (!this.isDraining) this.control.resume(partition);
  }
}
