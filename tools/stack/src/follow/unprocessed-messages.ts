export interface UnprocessedOptions {
  ends: ReadonlyMap<number, { logStart: bigint; logEnd: bigint }>;
  /** The first unprocessed offset of each partition, from the table `progress`. */
  progress: readonly { partition: number; nextOffset: bigint }[];
}

/** Counts accepted messages that are not yet decided, by the database's progress, not the group's committed offsets. */
export function unprocessedMessages({ ends, progress }: UnprocessedOptions): number {
  const next = new Map(progress.map(({ partition, nextOffset }) => [partition, nextOffset]));
  let left = 0n;
  for (const [partition, { logStart, logEnd }] of ends) {
    const from = next.get(partition) ?? logStart;
    if (logEnd > from) left += logEnd - from;
  }
  return Number(left);
}
