import { type EvaluationReport, type SubgroupFigures } from '../report/evaluation-report';

/** Subgroups with a lower recall are listed. */
const LOW_RECALL = 0.8;

/** List items of a model card: subgroups for which the policy is worse than the rule, or misses much AKI. */
export function knownLimits(reports: readonly Pick<EvaluationReport, 'data' | 'subgroups'>[]): string {
  const listItems = (
    isListed: (subgroup: SubgroupFigures) => boolean,
    describe: (subgroup: SubgroupFigures) => string,
  ) => {
    const lines = reports.flatMap(({ data, subgroups }) =>
      subgroups
        .filter(isListed)
        .map((subgroup) => `\n  - ${data}, ${nameOf(subgroup)} (${sizeOf(subgroup)}): ${describe(subgroup)}`),
    );
    return lines.length === 0 ? ' none' : lines.join('');
  };
  const harms = listItems(
    ({ policy, rule }) => policy.f3 < rule.f3,
    ({ policy, rule }) => {
      const [low, high] = policy.intervals.f3.map(figure);
      return `F3 ${figure(policy.f3)} [${low}–${high}], the rule ${figure(rule.f3)}; recall ${figure(policy.recall)}, the rule ${figure(rule.recall)}`;
    },
  );
  const misses = listItems(
    ({ policy }) => policy.recall < LOW_RECALL,
    ({ policy, rule }) => `recall ${figure(policy.recall)}, the rule ${figure(rule.recall)}`,
  );
  return [
    `- Groups for which the policy in force is worse than the rule alone (F3):${harms}`,
    `- Groups in which more than ${Math.round((1 - LOW_RECALL) * 100)}% of AKI raise no alert:${misses}`,
  ].join('\n');
}

function nameOf({ division, group }: SubgroupFigures): string {
  return `${division.toLowerCase()} ${group}`;
}

function sizeOf({ rows, aki }: SubgroupFigures): string {
  return `${new Intl.NumberFormat('en-GB').format(rows)} results, ${new Intl.NumberFormat('en-GB').format(aki)} with AKI`;
}

function figure(value: number): string {
  return value.toFixed(3);
}
