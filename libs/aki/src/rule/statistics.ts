/** Returns the lowest of the values, or null if there is none. */
export function lowest(values: readonly number[], from = 0, to = values.length): number | null {
  if (from >= to) return null;
  let least = Infinity;
  for (let i = from; i < to; i += 1) least = Math.min(least, values[i] as number);
  return least;
}

/** Used by one call after the other: a new array for each median of thousands of values would cost more than the median. */
let scratch = new Float64Array(64);

/**
 * Returns the middle value, the mean of the two middle values of an even count, or null if there is none. It selects
 * instead of sorting, in linear time, because a history may hold thousands of results.
 */
export function median(values: readonly number[], from = 0, to = values.length): number | null {
  const count = to - from;
  if (count <= 0) return null;
  if (scratch.length < count) scratch = new Float64Array(2 * count);
  for (let i = 0; i < count; i += 1) scratch[i] = values[from + i] as number;
  const middle = count >> 1;
  const upper = select(scratch.subarray(0, count), middle);
  if (count % 2 === 1) return upper;
  // Everything before the middle is at most as high now.
  let lower = -Infinity;
  for (let i = 0; i < middle; i += 1) lower = Math.max(lower, scratch[i] as number);
  return (lower + upper) / 2;
}

/** Far more than selection needs unless the values were made to slow it down; then they are sorted. */
const MAX_ROUNDS = 50;

/**
 * Moves the value with rank `rank` to its place, with none higher before it and none lower after it (Hoare's selection).
 * The pivot is the median of three, so that sorted values, the usual case, take linear time.
 */
function select(numbers: Float64Array, rank: number): number {
  let left = 0;
  let right = numbers.length - 1;
  for (let round = 0; left < right; round += 1) {
    if (round === MAX_ROUNDS) {
      numbers.sort();
      break;
    }
    const pivot = pivotOf(numbers, left, right);
    let low = left;
    let high = right;
    while (low <= high) {
      while ((numbers[low] as number) < pivot) low += 1;
      while ((numbers[high] as number) > pivot) high -= 1;
      if (low > high) break;
      const swapped = numbers[low] as number;
      numbers[low] = numbers[high] as number;
      numbers[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return numbers[rank] as number;
}

function pivotOf(numbers: Float64Array, left: number, right: number): number {
  const a = numbers[left] as number;
  const b = numbers[(left + right) >> 1] as number;
  const c = numbers[right] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
