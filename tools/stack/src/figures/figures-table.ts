import { type Figures } from './figures';
import { type Score } from './score';

/** The table that a replay ends with. */
export function figuresTable(figures: Figures): string[] {
  const { latencies, scores, comparison } = figures;
  const rows: [string, string][] = [
    ['messages acknowledged', whole(figures.acknowledged)],
    ['dead letters', whole(figures.deadLetters)],
    ['decisions, new / in all', `${whole(figures.newDecisions)} / ${whole(figures.decisions)}`],
    ['pages, new / in all', `${whole(figures.newPages)} / ${whole(figures.pages)}`],
    [`p50 / p90 / p99 ${figures.latencyFrom}`, quantiles(figures)],
    ['model', figures.models.join(', ') || 'none: the rule alone'],
    ...(scores ? scoreRows('pages', scores.pages) : []),
    ...(scores ? scoreRows('rule alone, stage ≥ 1', scores.ruleAlone) : []),
    ...(comparison
      ? ([['rule, checked apart', `${whole(comparison.equal)} of ${whole(comparison.compared)} equal`]] as [
          string,
          string,
        ][])
      : []),
  ];
  if (latencies.count === 0) rows.splice(4, 1);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return ['Figures', ...lines, ...(comparison?.differences ?? []).map((one) => `  ✖ ${one}`)];
}

function scoreRows(name: string, score: Score): [string, string][] {
  const counts = `${whole(score.truePositives)} right, ${whole(score.falsePositives)} wrong, ${whole(score.falseNegatives)} missed`;
  const shares = `precision ${score.precision.toFixed(3)}, recall ${score.recall.toFixed(3)}`;
  return [[`F3 of ${name}`, `${score.f3.toFixed(3)} (${shares}; ${counts})`]];
}

const whole = (n: number): string => n.toLocaleString('en');

const quantiles = ({ latencies }: Figures): string =>
  [0.5, 0.9, 0.99].map((share) => `${Math.round(latencies.quantile(share) ?? 0)} ms`).join(' / ');
