import { stringify } from 'yaml';
import { fullNameOf, type Alarm } from '../alarms/alarm';
import { ALARM_GROUPS } from '../alarms/alarms';

/** Folder of the runbooks in the links of alarms; a site gives its own with `--runbooks`. */
export const DEFAULT_RUNBOOKS = 'https://renwatch.example/runbooks';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

/** Rules of Prometheus in its own form, as a rule file and as the `spec` of a PrometheusRule. */
export const ruleGroups = (
  runbooks = DEFAULT_RUNBOOKS,
  groups = ALARM_GROUPS,
): { groups: { name: string; rules: Rule[] }[] } => ({
  groups: groups.map(({ name, alarms }) => ({ name, rules: alarms.map((alarm) => ruleOf(alarm, runbooks)) })),
});

/** Renders rules as the text of a rule file. */
export const renderRules = (runbooks = DEFAULT_RUNBOOKS, groups = ALARM_GROUPS): string =>
  stringify(ruleGroups(runbooks, groups), { lineWidth: 0 });

function ruleOf(alarm: Alarm, runbooks: string): Rule {
  const { name, expr, holds, severity, summary, description } = alarm;
  return {
    alert: fullNameOf(alarm),
    expr,
    ...(holds ? { for: holds } : {}),
    labels: { severity },
    annotations: { summary, description, runbook_url: `${runbooks}/${name}.md` },
  };
}
