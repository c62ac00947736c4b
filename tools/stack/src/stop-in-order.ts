export interface StopStep {
  name: string;
  /** The most it may take; the rest of the total limits it further. */
  graceMs: number;
  /** Must end by `graceMs`, by force if need be. */
  stop: (graceMs: number) => Promise<unknown>;
}

export interface StopInOrderOptions {
  /** Run one after the other; the steps of an inner list together. */
  steps: readonly (readonly StopStep[])[];
  totalMs: number;
  say: (line: string) => void;
}

const LEAST_MS = 300;

/** Stops parts in order within a total time; the failure of a part does not keep the rest running. */
export async function stopInOrder({ steps, totalMs, say }: StopInOrderOptions): Promise<void> {
  const deadline = Date.now() + totalMs;
  for (const together of steps) {
    await Promise.all(
      together.map(async ({ name, graceMs, stop }) => {
        const left = Math.min(graceMs, Math.max(LEAST_MS, deadline - Date.now()));
        try {
          await stop(left);
        } catch (error) {
          say(`${name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
        }
      }),
    );
  }
}
