/** Formats a line of a service's log for a person: a JSON line is cut to its message and the error's. */
export function readableLine(line: string): string {
  try {
    const { msg, error } = JSON.parse(line) as { msg?: unknown; error?: { message?: unknown } };
    const parts = [msg, error?.message].filter((part) => typeof part === 'string');
    return parts.length > 0 ? parts.join(': ') : line;
  } catch {
    return line;
  }
}
