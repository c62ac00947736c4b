import { UNDECIDED_SECONDS } from '../alarms/decision.alarms';
import { FRAME_LATENCY } from '../alarms/feed.alarms';
import { PAGE_LATENCY, UNDELIVERED_PAGE_SECONDS } from '../alarms/page.alarms';
import { badShare } from '../alarms/promql';
import { quantiles, ratePerSecond, type Dashboard } from './dashboard';

export const OVERVIEW: Dashboard = {
  uid: 'renwatch-overview',
  title: 'Renwatch: overview and objectives',
  rows: [
    {
      title: 'Now',
      panels: [
        {
          title: 'Oldest undelivered page',
          description: 'How long the oldest page has waited. 0 is normal.',
          kind: 'now',
          unit: 's',
          redFrom: UNDELIVERED_PAGE_SECONDS,
          queries: [{ expr: 'max(renwatch_pager_oldest_undelivered_page_age_seconds)', legend: 'age' }],
        },
        {
          title: 'Oldest undecided message',
          description:
            'How long the oldest accepted message has waited for its decision. About 1 s is normal.',
          kind: 'now',
          unit: 's',
          redFrom: UNDECIDED_SECONDS,
          queries: [{ expr: 'max(renwatch_inference_oldest_undecided_message_age_seconds)', legend: 'age' }],
        },
        {
          title: 'Replicas',
          description: 'Replicas of each service that Prometheus sees.',
          kind: 'now',
          unit: 'short',
          queries: [{ expr: 'count by (service) (renwatch_build_info)', legend: '{{service}}' }],
        },
        {
          title: 'Parts that no replica has',
          description: 'Kafka, database and others. 0 of every part is normal.',
          kind: 'now',
          unit: 'short',
          redFrom: 1,
          queries: [{ expr: '1 - max by (service, part) (renwatch_ready)', legend: '{{service}} {{part}}' }],
        },
      ],
    },
    {
      title: 'Objectives (28 days)',
      panels: [
        {
          title: 'Pages slower than 3 s',
          description:
            'Share of pages delivered more than 3 s after the receipt of their result. Objective: 1 %.',
          kind: 'now',
          unit: 'percentunit',
          redFrom: 1 - PAGE_LATENCY.objective,
          queries: [{ expr: badShare(PAGE_LATENCY, '28d'), legend: 'slow' }],
        },
        {
          title: 'Frames slower than 1 s',
          description: 'Share of frames acknowledged more than 1 s after their receipt. Objective: 0.1 %.',
          kind: 'now',
          unit: 'percentunit',
          redFrom: 1 - FRAME_LATENCY.objective,
          queries: [{ expr: badShare(FRAME_LATENCY, '28d'), legend: 'slow' }],
        },
        {
          title: 'From receipt to page',
          description: 'Time from the receipt of a result to its delivered page: the promise to clinicians.',
          kind: 'time',
          unit: 's',
          redFrom: PAGE_LATENCY.goodUntilSeconds,
          queries: quantiles(PAGE_LATENCY.histogram),
        },
      ],
    },
    {
      title: 'The way of a message',
      panels: [
        {
          title: 'Messages',
          description:
            'Messages stored by the gateway and processed by inference; the curves should lie together.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            { expr: ratePerSecond('renwatch_gateway_messages_total', ['service']), legend: 'stored' },
            { expr: ratePerSecond('renwatch_inference_messages_total', ['service']), legend: 'processed' },
          ],
        },
        {
          title: 'Alerts and pages',
          description: 'Alerts published by inference, and delivery attempts by outcome.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: ratePerSecond('renwatch_inference_alerts_published_total', ['service']),
              legend: 'alerts',
            },
            { expr: ratePerSecond('renwatch_pager_deliveries_total', ['outcome']), legend: '{{outcome}}' },
          ],
        },
        {
          title: 'Dead letters in an hour',
          description: 'What was refused, by service and reason. Each is kept whole.',
          kind: 'time',
          unit: 'short',
          redFrom: 1,
          queries: ['gateway', 'inference', 'pager'].map((service) => ({
            expr: `sum by (service, reason) (increase(renwatch_${service}_dead_letters_total[1h])) > 0`,
            legend: '{{service}} {{reason}}',
          })),
        },
      ],
    },
  ],
};
