const WIDTH = 20;

/** `[##########----------] 50%`, for people who watch a log or `/readyz`. */
export function progressBar(done: number, of: number): string {
  const share = of === 0 ? 1 : Math.min(1, done / of);
  const filled = Math.floor(share * WIDTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)}%`;
}
