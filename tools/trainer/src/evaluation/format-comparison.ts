import { type Figures } from '@renwatch/model';

import { type Comparison } from './deciders';

const NAMES: Readonly<Record<keyof Comparison, string>> = {
  policy: 'rule and model, the policy in force',
  model: 'model alone',
  rule: 'rule alone, stage 1 and above',
  ruleStage2: 'rule alone, stage 2 and above',
};

/** A table for the terminal, one line per way of deciding. */
export function formatComparison(comparison: Comparison): string {
  const width = Math.max(...Object.values(NAMES).map((name) => name.length));
  const line = (name: string, figures: Figures) =>
    `  ${name.padEnd(width)}  F3 ${figures.f3.toFixed(4)}  precision ${figures.precision.toFixed(3)}  recall ${figures.recall.toFixed(3)}`;
  return (Object.keys(NAMES) as (keyof Comparison)[])
    .map((key) => line(NAMES[key], comparison[key]))
    .join('\n');
}
