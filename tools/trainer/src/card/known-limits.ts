import { type EvaluationReport, type SubgroupFigures } from '../report/evaluation-report';

/** Of AKI found: what lies below it is told of by name. */
const LOW_RECALL = 0.8;

/** List items of a model card: the subgroups of the reports for which the policy is worse than the rule, or finds little. */
export function knownLimits(reports: readonly Pick<EvaluationReport, 'data' | 'subgroups'>[]): string {
  const some = (wanted: (one: SubgroupFigures) => boolean, told: (one: SubgroupFigures) => string) => {
    const lines = reports.flatMap(({ data, subgroups }) =>
      subgroups.filter(wanted).map((one) => `\n  - ${data}, ${nameOf(one)} (${sizeOf(one)}): ${told(one)}`),
    );
    return lines.length === 0 ? ' none' : lines.join('');
  };
  const harms = some(
    ({ policy, rule }) => policy.f3 < rule.f3,
    ({ policy, rule }) => {
      const [low, high] = policy.intervals.f3.map(figure);
      return `F3 ${figure(policy.f3)} [${low}–${high}], the rule ${figure(rule.f3)}; recall ${figure(policy.recall)}, the rule ${figure(rule.recall)}`;
    },
  );
  const misses = some(
    ({ policy }) => policy.recall < LOW_RECALL,
    ({ policy, rule }) => `recall ${figure(policy.recall)}, the rule ${figure(rule.recall)}`,
  );
  return [
    `- Groups for which the policy in force does worse than the rule alone (F3):${harms}`,
    `- Groups in which more than ${Math.round((1 - LOW_RECALL) * 100)} of 100 AKI go unalerted:${misses}`,
  ].join('\n');
}

function nameOf({ division, group }: SubgroupFigures): string {
  return `${division.toLowerCase()} ${group}`;
}

function sizeOf({ rows, aki }: SubgroupFigures): string {
  return `${rows.toLocaleString('en-GB')} results, ${aki.toLocaleString('en-GB')} with AKI`;
}

function figure(value: number): string {
  return value.toFixed(3);
}
