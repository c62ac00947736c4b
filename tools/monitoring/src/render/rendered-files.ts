import path from 'node:path';
import { stringify } from 'yaml';
import { ALARM_GROUPS } from '../alarms/alarms';
import { DASHBOARDS } from '../dashboards/dashboards';
import { DEFAULT_RUNBOOKS, renderRules, ruleGroups } from '../rules/rules-file';
import { COMPONENT, RUNBOOKS } from '../rules/workspace';
import { renderDashboard } from './grafana';

export interface RenderedFile {
  path: string;
  text: string;
}

const NOTICE = 'Written by `npx nx run monitoring:render`; change tools/monitoring instead.';

/** Every file that is made from alarms and dashboards. A spec compares them with those in the repository. */
export const renderedFiles = (runbooks = DEFAULT_RUNBOOKS): RenderedFile[] => [
  { path: path.join(COMPONENT, 'renwatch.rules.yaml'), text: `# ${NOTICE}\n${renderRules(runbooks)}` },
  { path: path.join(COMPONENT, 'prometheus-rule.yaml'), text: `# ${NOTICE}\n${prometheusRule(runbooks)}` },
  { path: path.join(RUNBOOKS, 'README.md'), text: runbookIndex() },
  ...DASHBOARDS.map((dashboard) => ({
    path: path.join(COMPONENT, 'dashboards', `${dashboard.uid}.json`),
    text: renderDashboard(dashboard),
  })),
];

const prometheusRule = (runbooks: string): string =>
  stringify(
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'renwatch' },
      spec: ruleGroups(runbooks),
    },
    { lineWidth: 0 },
  );

function runbookIndex(): string {
  const rows = ALARM_GROUPS.flatMap(({ alarms }) =>
    alarms.map(
      ({ name, severity, summary }) =>
        `- [${name}](${name}.md) (${severity}): ${summary.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '`$1`')}`,
    ),
  );
  return [
    '# Runbooks',
    '',
    `<!-- ${NOTICE} -->`,
    '',
    'One page for each alarm: what it means, what it does to patients, how to look, what to do.',
    '`critical` wakes somebody, `warning` waits for the morning. Prometheus puts `Renwatch` before each name.',
    '`npx renwatch` and `psql` reach a cluster [through port-forwards](../operations/kubernetes.md#look-in-from-your-machine).',
    '',
    ...rows,
    '',
    'What a failure without an alarm looks like: [failures](../operations/failures.md).',
    '',
  ].join('\n');
}
