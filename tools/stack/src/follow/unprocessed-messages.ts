export interface UnprocessedOptions {
  ends: ReadonlyMap<number, { logStart: bigint; logEnd: bigint }>;
  /** `progress`: the first offset of each partition that is not processed. */
  progress: readonly { partition: number; nextOffset: bigint }[];
}

/** How many accepted messages are not yet decided: by the database, not by what the consumer group committed. */
export function unprocessedMessages({ ends, progress }: UnprocessedOptions): number {
  const next = new Map(progress.map(({ partition, nextOffset }) => [partition, nextOffset]));
  let left = 0n;
  for (const [partition, { logStart, logEnd }] of ends) {
    const from = next.get(partition) ?? logStart;
    if (logEnd > from) left += logEnd - from;
  }
  return Number(left);
}
