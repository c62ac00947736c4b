import { ALARMS } from './alarms/alarms';
import { DASHBOARDS } from './dashboards/dashboards';
import { metricsIn } from './metrics-in';

/** Returns each metric that an alarm or a panel reads, with the names of its readers. */
export function usedMetrics(): ReadonlyMap<string, readonly string[]> {
  const alarms = ALARMS.map(({ name, expr }) => ({ reader: `alarm ${name}`, expr }));
  const panels = DASHBOARDS.flatMap(({ uid, rows }) =>
    rows.flatMap((row) =>
      row.panels.flatMap(({ title, queries }) =>
        queries.map(({ expr }) => ({ reader: `panel ${title} of ${uid}`, expr })),
      ),
    ),
  );
  const readers = new Map<string, string[]>();
  for (const { reader, expr } of [...alarms, ...panels]) {
    for (const name of metricsIn(expr)) readers.set(name, [...(readers.get(name) ?? []), reader]);
  }
  return readers;
}
