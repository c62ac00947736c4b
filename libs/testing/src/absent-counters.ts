/**
 * Finds the counters that a scrape names without a single value: Prometheus would miss their first rise.
 * @param text of `/metrics`
 */
export function absentCounters(text: string): string[] {
  const lines = text.split('\n');
  const names = lines.flatMap((line) => /^# TYPE (\S+) counter$/.exec(line)?.[1] ?? []);
  return names.filter(
    (name) => !lines.some((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `)),
  );
}

/** Lists the label values of a metric in a scrape, without the service, and its numbers: `{ 'feed="ward"': 0 }`. */
export function seriesOf(text: string, name: string): Record<string, number> {
  const series = text.matchAll(new RegExp(`^${name}\\{(.*?),?service="\\w+"\\} (\\S+)$`, 'gm'));
  return Object.fromEntries([...series].map(([, labels = '', value]) => [labels, Number(value)]));
}
