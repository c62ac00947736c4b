import { markdownTable } from '../markdown-table';
import { type Fault, type FaultResult } from './fault';
import { type PanelResult } from './panel-queries';

const seconds = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(1)} s` : 'never');
const code = (text: string): string => `\`${text}\``;

/** Formats a row for each alarm that a fault must raise. */
export function faultTable(results: readonly FaultResult[]): string[] {
  const head = ['fault', 'alarm', 'raised after', 'cleared after', 'also raised', 'as expected'];
  const rows = results.map(({ fault, raised, alsoRaised, problems }) => [
    fault.name,
    fault.expected.map(code).join(', '),
    fault.expected.map((key) => timeOf(raised, key, 'afterSeconds')).join(', '),
    fault.expected.map((key) => timeOf(raised, key, 'clearedAfterSeconds')).join(', '),
    alsoRaised.map(code).join(', '),
    problems.length === 0 ? 'yes' : 'no',
  ]);
  return markdownTable(head, rows);
}

function timeOf(
  raised: FaultResult['raised'],
  key: string,
  time: 'afterSeconds' | 'clearedAfterSeconds',
): string {
  const alarm = raised.find((record) => record.key === key);
  return alarm ? seconds(alarm[time]) : 'never';
}

/** Formats a row for each panel: its queries, and the least number of series that one of them returned. */
export function panelTable(results: readonly PanelResult[]): string[] {
  const panels = new Map<string, PanelResult[]>();
  for (const result of results) {
    const key = `${result.dashboard}: ${result.panel}`;
    panels.set(key, [...(panels.get(key) ?? []), result]);
  }
  const rows = [...panels].map(([panel, queries]) => [
    panel,
    String(queries.length),
    queries.map(({ series }) => series).join(', '),
    queries.some(({ series }) => series === 0) ? (queries[0]?.emptyBecause ?? 'unexplained') : '',
  ]);
  return markdownTable(['panel', 'queries', 'series of each', 'empty because'], rows);
}

/** Lists the consequences that a fault may have beside its alarms, with the reasons. */
export function consequenceLines(faults: readonly Fault[]): string[] {
  const lines = faults.flatMap(({ name, consequences = {} }) => {
    const named = Object.entries(consequences).map(([alarm, reason]) => `${alarm} (${reason})`);
    return named.length === 0 ? [] : [`- ${name}: ${named.join(', ')}`];
  });
  return [...lines];
}
