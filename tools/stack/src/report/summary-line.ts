import { type Latencies } from './latencies';

export interface SummaryFigures {
  acknowledged: number;
  decisions: number;
  alerts: number;
  pagesDelivered: number;
  deadLetters: number;
  latencies: Latencies;
}

/** The line that is printed as the stream goes. Counts are of this start; latencies of its pages. */
export function summaryLine(figures: SummaryFigures): string {
  const { acknowledged, decisions, alerts, pagesDelivered, deadLetters, latencies } = figures;
  const parts = [
    count(acknowledged, 'message acknowledged', 'messages acknowledged'),
    count(decisions, 'decision', 'decisions'),
    count(alerts, 'alert', 'alerts'),
    count(pagesDelivered, 'page delivered', 'pages delivered'),
    ...(latencies.count > 0 ? [`p50 ${ms(latencies, 0.5)}, p90 ${ms(latencies, 0.9)}`] : []),
    count(deadLetters, 'dead letter', 'dead letters'),
  ];
  return `— ${parts.join(' · ')}`;
}

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const ms = (latencies: Latencies, share: number): string =>
  `${Math.round(latencies.quantile(share) ?? 0)} ms`;
