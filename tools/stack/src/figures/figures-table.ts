import { type Comparison } from '../check/compare-decisions';
import { type Latencies } from '../report/latencies';
import { type Score } from './score';

/** The results of a replay to the end of its stream. */
export interface Figures {
  acknowledged: number;
  deadLetters: number;
  newDecisions: number;
  newPages: number;
  /** Counts over all starts on this state. */
  decisions: number;
  pages: number;
  latencies: Latencies;
  /** Names the two points between which latency was measured. */
  latencyFrom: string;
  models: string[];
  /** With labels (`--aki`): the pages, and the rule alone. */
  scores: { pages: Score; ruleAlone: Score } | undefined;
  /** With a message file: the decisions compared with the check's own reading and rule. */
  comparison: Comparison | undefined;
}

/** Formats the table that a replay ends with. */
export function figuresTable(figures: Figures): string[] {
  const { latencies, scores, comparison } = figures;
  const rows: [string, string][] = [
    ['messages acknowledged', whole(figures.acknowledged)],
    ['dead letters', whole(figures.deadLetters)],
    ['decisions, new / total', `${whole(figures.newDecisions)} / ${whole(figures.decisions)}`],
    ['pages, new / total', `${whole(figures.newPages)} / ${whole(figures.pages)}`],
    [`p50 / p90 / p99 ${figures.latencyFrom}`, quantiles(figures)],
    ['model', figures.models.join(', ') || 'none: the rule alone'],
    ...(scores ? scoreRows('pages', scores.pages) : []),
    ...(scores ? scoreRows('rule alone, stage ≥ 1', scores.ruleAlone) : []),
    ...(comparison
      ? ([
          ['rule, independent check', `${whole(comparison.equal)} of ${whole(comparison.compared)} equal`],
        ] as [string, string][])
      : []),
  ];
  if (latencies.count === 0) rows.splice(4, 1);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return ['Figures', ...lines, ...(comparison?.differences ?? []).map((difference) => `  ✖ ${difference}`)];
}

function scoreRows(name: string, score: Score): [string, string][] {
  const counts = `${whole(score.truePositives)} right, ${whole(score.falsePositives)} wrong, ${whole(score.falseNegatives)} missed`;
  const shares = `precision ${score.precision.toFixed(3)}, recall ${score.recall.toFixed(3)}`;
  return [[`F3 of ${name}`, `${score.f3.toFixed(3)} (${shares}; ${counts})`]];
}

const whole = (n: number): string => new Intl.NumberFormat('en').format(n);

const quantiles = ({ latencies }: Figures): string =>
  [0.5, 0.9, 0.99].map((share) => `${Math.round(latencies.quantile(share) ?? 0)} ms`).join(' / ');
