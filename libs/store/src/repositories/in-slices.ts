/** Bounds the text and the time of one statement, and lets other work through between two. */
const MAX_ROWS = 500;

/** Runs a statement for slices of rows, given as JSON; not at all if there are none. */
export async function inSlices<R>(
  rows: readonly R[],
  run: (json: string) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += MAX_ROWS)
    await run(JSON.stringify(rows.slice(from, from + MAX_ROWS)));
}
