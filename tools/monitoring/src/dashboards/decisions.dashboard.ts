import { DRIFT_PSI } from '../alarms/decision.alarms';
import { quantiles, ratePerSecond, type Dashboard } from './dashboard';

export const DECISIONS: Dashboard = {
  uid: 'renwatch-decisions',
  title: 'Renwatch: decisions and model',
  rows: [
    {
      title: 'Decisions',
      panels: [
        {
          title: 'Decisions by stage and level',
          description: 'Stage is the rule’s, level what was decided with the model.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: ratePerSecond('renwatch_inference_decisions_total', ['stage', 'level']),
              legend: 'stage {{stage}}, level {{level}}',
            },
          ],
        },
        {
          title: 'Alerts a day',
          description: 'Alerts published within 24 hours.',
          kind: 'time',
          unit: 'short',
          queries: [
            { expr: 'sum(increase(renwatch_inference_alerts_published_total[1d]))', legend: 'alerts' },
          ],
        },
        {
          title: 'From receipt to decision',
          description: 'Inference’s share of the time to a page.',
          kind: 'time',
          unit: 's',
          queries: quantiles('renwatch_inference_received_to_decided_seconds'),
        },
        {
          title: 'Changed afterwards',
          description: 'Results withdrawn after their decision, and patients merged, in an hour.',
          kind: 'time',
          unit: 'short',
          queries: [
            { expr: 'sum(increase(renwatch_inference_retractions_total[1h]))', legend: 'withdrawn' },
            { expr: 'sum(increase(renwatch_inference_merges_total[1h]))', legend: 'merged' },
          ],
        },
        {
          title: 'Not paged',
          description: 'Alerts that were due and not raised, in an hour, by reason.',
          kind: 'time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (reason) (increase(renwatch_inference_alerts_withheld_total[1h]))',
              legend: '{{reason}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Model',
      panels: [
        {
          title: 'Model on',
          description: '0: the rule decides alone.',
          kind: 'now',
          unit: 'short',
          queries: [{ expr: 'min(renwatch_inference_model_on)', legend: 'model' }],
        },
        {
          title: 'Decided by the rule alone',
          description: 'Decisions without the model, because it was off or failed.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            { expr: ratePerSecond('renwatch_inference_rule_alone_total', ['reason']), legend: '{{reason}}' },
          ],
        },
        {
          title: 'Drift',
          description: 'Stability index of each feature and of the score against the training data.',
          kind: 'time',
          unit: 'short',
          redFrom: DRIFT_PSI,
          queries: [{ expr: 'max by (of) (renwatch_inference_drift_psi)', legend: '{{of}}' }],
        },
        {
          title: 'Suspected change of unit',
          description: '1: the latest results of the feed look as if their unit had changed.',
          kind: 'now',
          unit: 'short',
          redFrom: 1,
          queries: [{ expr: 'max by (feed) (renwatch_inference_unit_change_suspected)', legend: '{{feed}}' }],
        },
      ],
    },
  ],
};
