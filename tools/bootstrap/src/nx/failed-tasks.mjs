const HEADINGS = ['Failed tasks:', 'Tasks stopped before they finished:'];

/** Returns the tasks that Nx's summary lists as failed or stopped, as `project:target`. */
export function failedTasks(output) {
  return HEADINGS.flatMap((heading) => listBelow(output, heading));
}

function listBelow(output, heading) {
  const at = output.lastIndexOf(heading);
  if (at < 0) return [];
  const found = [];
  for (const line of output
    .slice(at + heading.length)
    .split('\n')
    .slice(1)) {
    const item = /^\s*-\s+(\S+:\S+)\s*$/.exec(line);
    if (item) found.push(item[1]);
    else if (line.trim() !== '') break;
  }
  return found;
}
