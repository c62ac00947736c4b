import { type SubgroupFigures } from '../report/evaluation-report';
import { knownLimits } from './known-limits';

const figures = (f3: number, recall: number) => ({
  ...{ f3, recall, precision: 0.9 },
  intervals: { f3: [f3 - 0.1, f3] as const, recall: [0, 1] as const, precision: [0, 1] as const },
});
const subgroup = (group: string, policy: [f3: number, recall: number], rule: [f3: number, recall: number]) =>
  ({
    ...{ division: 'Age', group, rows: 349, aki: 39 },
    policy: figures(...policy),
    rule: figures(...rule),
  }) satisfies SubgroupFigures;
const report = (data: string, ...subgroups: SubgroupFigures[]) => ({ data, subgroups });

describe('knownLimits', () => {
  it('lists groups for which the policy is worse than the rule', () => {
    const text = knownLimits([
      report(
        'a file',
        subgroup('under 18', [0.92541, 0.9], [0.985, 1]),
        subgroup('18–49', [0.9, 0.9], [0.8, 1]),
      ),
      report('a stream', subgroup('50–69', [0.8994, 0.9], [0.89949, 1])),
    ]);
    expect(text).toContain(
      'a file, age under 18 (349 results, 39 with AKI): F3 0.925 [0.825–0.925], the rule 0.985',
    );
    expect(text).toContain('a stream, age 50–69');
    expect(text).not.toContain('18–49');
  });

  it('lists groups with a low recall, and the recall of the rule', () => {
    const text = knownLimits([
      report(
        'a file',
        subgroup('under 18', [0.5, 0.4857], [0.4, 0.5]),
        subgroup('18–49', [0.9, 0.8], [0.8, 1]),
      ),
    ]);
    expect(text).toContain('a file, age under 18 (349 results, 39 with AKI): recall 0.486, the rule 0.500');
    expect(text).not.toContain('18–49');
  });

  it('says if there are none', () => {
    expect(knownLimits([report('a file')])).toMatch(/is worse than the rule alone.* none/);
  });
});
