import { type Figures } from '@renwatch/model';

import { type EvaluationReport, type MeasuredFigures } from './evaluation-report';

const NAMES: Readonly<Record<keyof EvaluationReport['figures'], string>> = {
  policy: 'rule and model, the policy in force',
  model: 'model without the policy',
  rule: 'rule alone, stage 1 and above',
  ruleStage2: 'rule alone, stage 2 and above',
};

/** A report as Markdown tables; without a heading, because the model card has its own. */
export function formatReport(report: EvaluationReport): string {
  const { stage1, calibration } = report;
  return [
    `${count(report.rows)} results, ${count(report.aki)} with AKI${weighting(report)}.${unmet(report)} In brackets 95% intervals (bootstrap by patient).`,
    table(
      ['decided by', 'F3', 'precision', 'recall'],
      (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((key) => [
        NAMES[key],
        ...cells(report.figures[key]),
      ]),
    ),
    `On the ${count(stage1.rows)} results with rule stage 1 (${count(stage1.aki)} with AKI), which the model may hold back: F3 ${stage1.policy.f3.toFixed(3)}, the rule alone ${stage1.rule.f3.toFixed(3)}.`,
    'F3 by the share of AKI among results:',
    table(
      ['share of AKI', ...report.byPrevalence.map(({ prevalence }) => `${Math.round(prevalence * 100)}%`)],
      (['policy', 'model', 'rule'] as const).map((key) => [
        NAMES[key],
        ...report.byPrevalence.map((figures) => figures[key].toFixed(3)),
      ]),
    ),
    `Calibration on results with a history and an age: Brier score ${calibration.brier.toFixed(4)}.`,
    table(
      ['predicted probability', 'observed share', 'results'],
      calibration.bins.map(({ predicted, observed, rows }) => [
        predicted.toFixed(3),
        observed.toFixed(3),
        count(rows),
      ]),
    ),
    'Subgroups: the policy in force, and the rule alone on the same results.',
    table(
      ['', 'group', 'results', 'AKI', 'F3', 'precision', 'recall', 'F3 of the rule'],
      report.subgroups.map(({ division, group, rows, aki, policy, rule }) => [
        division,
        group,
        count(rows),
        count(aki),
        ...cells(policy),
        rule.f3.toFixed(3),
      ]),
    ),
  ].join('\n\n');
}

function unmet({ unmetAki = 0 }: EvaluationReport): string {
  return unmetAki === 0 ? '' : ` AKI without a result, counted as missed: ${count(unmetAki)}.`;
}

function weighting({ rows, aki, negativeWeight }: EvaluationReport): string {
  if (negativeWeight === 1) return '';
  const share = aki / (aki + negativeWeight * (rows - aki));
  return `; results without AKI are weighted so that ${(share * 100).toFixed(1)}% have AKI`;
}

function cells(figures: MeasuredFigures): string[] {
  return (['f3', 'precision', 'recall'] as const).map((key: keyof Figures) => {
    const [low, high] = figures.intervals[key];
    return `${figures[key].toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`;
  });
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (parts: readonly string[]) => `| ${parts.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function count(value: number): string {
  return new Intl.NumberFormat('en-GB').format(value);
}
