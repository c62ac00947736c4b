interface Timed {
  readonly atMs: number;
}

interface Source<T extends Timed, O> {
  readonly owner: O;
  readonly order: number;
  readonly rest: Iterator<T>;
  head: T;
}

/**
 * Merges sources that are ordered by time, lazily: memory holds one event per source. Events of the same time keep the
 * order of the sources.
 */
export function* mergeByTime<T extends Timed, O>(
  sources: Iterable<{ owner: O; events: Iterator<T> }>,
): Generator<{ owner: O; event: T }> {
  const heap: Source<T, O>[] = [];
  for (const { owner, events } of sources) {
    const first = events.next();
    if (!first.done) push(heap, { owner, order: heap.length, rest: events, head: first.value });
  }
  for (let top = heap[0]; top; top = heap[0]) {
    yield { owner: top.owner, event: top.head };
    const next = top.rest.next();
    if (!next.done) top.head = next.value;
    else {
      const last = heap.pop();
      if (heap.length === 0 || !last) return;
      heap[0] = last;
    }
    sink(heap, 0);
  }
}

function before<T extends Timed, O>(a: Source<T, O>, b: Source<T, O>): boolean {
  return a.head.atMs < b.head.atMs || (a.head.atMs === b.head.atMs && a.order < b.order);
}

function push<T extends Timed, O>(heap: Source<T, O>[], source: Source<T, O>): void {
  heap.push(source);
  for (let child = heap.length - 1; child > 0;) {
    const parent = (child - 1) >> 1;
    if (!swapIfBefore(heap, child, parent)) return;
    child = parent;
  }
}

function sink<T extends Timed, O>(heap: Source<T, O>[], from: number): void {
  for (let parent = from; ;) {
    const left = 2 * parent + 1;
    const right = left + 1;
    if (left >= heap.length) return;
    const [a, b] = [heap[left] as Source<T, O>, heap[right]];
    const child = b && before(b, a) ? right : left;
    if (!swapIfBefore(heap, child, parent)) return;
    parent = child;
  }
}

function swapIfBefore<T extends Timed, O>(heap: Source<T, O>[], child: number, parent: number): boolean {
  const [a, b] = [heap[child] as Source<T, O>, heap[parent] as Source<T, O>];
  if (!before(a, b)) return false;
  [heap[child], heap[parent]] = [b, a];
  return true;
}
