export interface WithinOptions {
  work: Promise<unknown>;
  limitMs: number;
  /** What is done when the work takes longer. */
  otherwise: () => Promise<unknown>;
}

/** Waits for work; where it takes too long, does something else in its place. */
export async function within({ work, limitMs, otherwise }: WithinOptions): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  const first = await Promise.race([work.then(() => 'done'), late]);
  clearTimeout(timer);
  if (first === 'late') await otherwise();
}
