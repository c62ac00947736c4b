/** Whether the same may succeed later without anybody's doing. False for programmer errors and refused values. */
export function isRetriable(error: unknown): boolean {
  return (error as { retriable?: unknown } | null | undefined)?.retriable === true;
}
