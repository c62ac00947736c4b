import { finishesWithin } from '@renwatch/timing';
import { type PartitionPauses } from './partition-pauses';

export interface BatchLanesOptions {
  /** How many partitions' batches are worked on at once. */
  lanes: number;
  /** A batch that takes longer is left to itself. */
  detachAfterMs: number;
  pauses: Pick<PartitionPauses, 'hold' | 'release'>;
  /** Called if a batch that was left to itself ends with an error, of which kafkajs no longer hears. */
  onFailed: (error: Error) => void;
}

/**
 * Works on batches of several partitions at once, one of each. kafkajs fetches nothing more until all batches of its last
 * fetch are done, so that one slow batch would keep the messages of every partition waiting: it is left to itself, its
 * partition is held, and kafkajs is told that it may go on.
 */
export class BatchLanes {
  private readonly inWork = new Map<number, Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private assignment = 0;

  constructor(private readonly options: BatchLanesOptions) {}

  /**
   * Resolves when the work is done or left to itself.
   * @param work `isCurrent` returns false once its partition was assigned again, perhaps to another
   *   member: then the outcome must change nothing
   * @throws errors of the work, until it is left to itself
   */
  async run(partition: number, work: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const { pauses, detachAfterMs, onFailed } = this.options;
    // Left to itself under the former assignment, and not done yet: the batch is fetched again afterwards.
    if (this.inWork.has(partition)) return pauses.hold(partition);
    const { assignment } = this;
    const done = this.inLane(() => work(() => assignment === this.assignment)).finally(() => {
      this.inWork.delete(partition);
      pauses.release(partition);
    });
    this.inWork.set(partition, done);
    await finishesWithin(done, detachAfterMs);
    if (!this.inWork.has(partition)) return;
    pauses.hold(partition);
    done.catch(onFailed);
  }

  /** Work that began before this call is no longer current. */
  assigned(): void {
    this.assignment += 1;
  }

  /** Returns true while a batch of the partition is in work, or waits for a lane. */
  has(partition: number): boolean {
    return this.inWork.has(partition);
  }

  /** Resolves when no work is left, that of former assignments included. */
  async idle(): Promise<void> {
    while (this.inWork.size > 0) await Promise.allSettled(this.inWork.values());
  }

  private async inLane(work: () => Promise<void>): Promise<void> {
    if (this.busy < this.options.lanes) this.busy += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      await work();
    } finally {
      // The next one takes over the lane.
      const next = this.waiting.shift();
      if (next) next();
      else this.busy -= 1;
    }
  }
}
