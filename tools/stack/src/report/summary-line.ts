import { type Latencies } from './latencies';

export interface SummaryFigures {
  acknowledged: number;
  decisions: number;
  alerts: number;
  pagesDelivered: number;
  deadLetters: number;
  latencies: Latencies;
}

/** Formats the line that is printed as the stream goes, with the counts and latencies since this start. */
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

const count = (n: number, singular: string, plural: string): string =>
  `${new Intl.NumberFormat('en').format(n)} ${n === 1 ? singular : plural}`;
const ms = (latencies: Latencies, share: number): string =>
  `${Math.round(latencies.quantile(share) ?? 0)} ms`;
