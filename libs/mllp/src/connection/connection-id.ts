let last = 0;

/** Unique within the process, so that the connections of several servers and dialers can be told apart in one log. */
export function nextConnectionId(): number {
  last += 1;
  return last;
}
