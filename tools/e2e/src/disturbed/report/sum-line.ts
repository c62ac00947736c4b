import { type ScenarioResult } from './scenario-result';

/** What came of all runs together, and how long they took from the start of the command. */
export function sumLine(results: readonly ScenarioResult[], tookMs: number): string {
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  const wholeSeconds = Math.round(tookMs / 1000);
  const took = `${Math.floor(wholeSeconds / 60)} min ${wholeSeconds % 60} s`;
  return `${results.length - failed} equal, ${failed} failed, in ${took}`;
}
