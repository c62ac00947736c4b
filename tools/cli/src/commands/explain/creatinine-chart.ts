export interface ChartPoint {
  atMs: number;
  umolPerL: number;
  /** True for the result that is explained. */
  isExplained: boolean;
}

const WIDTH = 60;
const HEIGHT = 12;
const AXIS = 6;

/** Draws creatinine over time for a terminal. Time is to scale, from the first result to the last. */
export function creatinineChart(points: readonly ChartPoint[], baselineUmolPerL: number | null): string[] {
  const values = [
    ...points.map(({ umolPerL }) => umolPerL),
    ...(baselineUmolPerL === null ? [] : [baselineUmolPerL]),
  ];
  const times = points.map(({ atMs }) => atMs);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const from = Math.min(...times);
  const until = Math.max(...times);
  const row = (value: number) => place(value, low, high, HEIGHT);
  const column = (atMs: number) => place(atMs, from, until, WIDTH);
  const baselineRow = baselineUmolPerL === null ? -1 : row(baselineUmolPerL);
  const cells = Array.from({ length: HEIGHT }, (_row, i) =>
    Array.from({ length: WIDTH }, (): string => (i === baselineRow ? '┄' : ' ')),
  );
  // The explained result last, so that it stays visible if another is in its cell.
  for (const { atMs, umolPerL, isExplained } of [...points].sort(
    (a, b) => Number(a.isExplained) - Number(b.isExplained),
  )) {
    const line = cells[row(umolPerL)];
    if (line) line[column(atMs)] = isExplained ? '◆' : '●';
  }
  const labels = new Map([
    [row(high), high],
    [row(low), low],
    ...(baselineUmolPerL === null ? [] : [[baselineRow, baselineUmolPerL] as const]),
  ]);
  const lines = cells.map((line, i) => `${label(labels.get(i))} │${line.join('')}`.trimEnd()).reverse();
  const [first, last] = [day(from), day(until)];
  return [
    `${'µmol/L'.padStart(AXIS)}   ◆ this result   ● earlier results${baselineUmolPerL === null ? '' : '   ┄ baseline'}`,
    ...lines,
    `${' '.repeat(AXIS)} └${'─'.repeat(WIDTH)}`,
    `${' '.repeat(AXIS + 2)}${first === last ? first : first + last.padStart(WIDTH - first.length)}`,
  ];
}

/** The index of a value among `count` places between two ends; the middle if both ends are equal. */
function place(value: number, low: number, high: number, count: number): number {
  if (high === low) return count >> 1;
  return Math.round(((value - low) / (high - low)) * (count - 1));
}

function label(value: number | undefined): string {
  const text = value === undefined ? '' : value < 10 ? value.toFixed(1) : value.toFixed(0);
  return text.padStart(AXIS);
}

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}
