export interface OffsetCommitsOptions {
  /** Sends them to the group's coordinator. */
  commit: (offsets: { partition: number; nextOffset: bigint }[]) => Promise<void>;
  onFailed: (error: unknown) => void;
}

/** Offsets of finished batches that the coordinator does not know yet. A commit that fails is made up for by the next. */
export class OffsetCommits {
  private readonly waiting = new Map<number, bigint>();
  private committing: Promise<void> | undefined;

  constructor(private readonly options: OffsetCommitsOptions) {}

  async add(partition: number, nextOffset: bigint): Promise<void> {
    this.waiting.set(partition, nextOffset);
    await this.flush();
  }

  /** Never throws. */
  async flush(): Promise<void> {
    // One at a time, lest an older offset overtake a newer one.
    while (this.committing !== undefined) await this.committing;
    if (this.waiting.size === 0) return;
    this.committing = this.commitWaiting().finally(() => (this.committing = undefined));
    await this.committing;
  }

  /** Another member may have gone further on these partitions: ours would take the group back. */
  forget(): void {
    this.waiting.clear();
  }

  private async commitWaiting(): Promise<void> {
    const offsets = [...this.waiting].map(([partition, nextOffset]) => ({ partition, nextOffset }));
    try {
      await this.options.commit(offsets);
      for (const { partition, nextOffset } of offsets) {
        if (this.waiting.get(partition) === nextOffset) this.waiting.delete(partition);
      }
    } catch (error) {
      this.options.onFailed(error);
    }
  }
}
