/** A line of a service's log for a person: of a JSON line its message and its error's, without the rest. */
export function readableLine(line: string): string {
  try {
    const { msg, error } = JSON.parse(line) as { msg?: unknown; error?: { message?: unknown } };
    const parts = [msg, error?.message].filter((part) => typeof part === 'string');
    return parts.length > 0 ? parts.join(': ') : line;
  } catch {
    return line;
  }
}
