/** Formats a Markdown table whose columns are aligned in plain text too. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const BEGIN = '<!-- table: written by';
const END = '<!-- end of table -->';

/**
 * Puts a table into a page between the markers `<!-- table: written by COMMAND -->` and `<!-- end of table -->`. A row
 * replaces the row with the same first cell, and the other rows of the page stay, unless `whole` is set.
 * @throws Error if the page has no such markers
 */
export function replaceTable(
  page: string,
  options: { command: string; table: readonly string[]; whole: boolean },
): string {
  const { command, table, whole } = options;
  const marker = `${BEGIN} ${command} -->\n`;
  const from = page.indexOf(marker);
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error(`the page lacks the markers "${marker.trim()}" and "${END}"`);
  const start = from + marker.length;
  const [head = [], , ...rows] = table.map(cellsOf);
  const kept = page.slice(start, to).trim().split('\n').map(cellsOf).slice(2);
  const written = new Map(rows.map((row) => [row[0], row]));
  const known = new Set(kept.map(([name]) => name));
  const all = whole
    ? rows
    : [...kept.map((row) => written.get(row[0]) ?? row), ...rows.filter(([name]) => !known.has(name))];
  return `${page.slice(0, start)}\n${markdownTable(head, all).join('\n')}\n\n${page.slice(to)}`;
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
