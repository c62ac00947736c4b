import { ratePerSecond, type Dashboard } from './dashboard';

export const PARTS: Dashboard = {
  uid: 'renwatch-parts',
  title: 'Renwatch: Kafka, PostgreSQL and processes',
  rows: [
    {
      title: 'Kafka and PostgreSQL, as the services see them',
      panels: [
        {
          title: 'Ready parts',
          description: 'Replicas that report the part as ready.',
          kind: 'time',
          unit: 'short',
          queries: [{ expr: 'sum by (service, part) (renwatch_ready)', legend: '{{service}} {{part}}' }],
        },
        {
          title: 'Frames left unanswered',
          description: 'Kafka did not take them in time. Any rate means that the brokers need attention.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: ratePerSecond('renwatch_gateway_unacknowledged_frames_total', ['feed']),
              legend: '{{feed}}',
            },
          ],
        },
        {
          title: 'Batches tried again',
          description: 'Because the database or Kafka was away.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: ratePerSecond('renwatch_inference_batches_delayed_total', ['service']),
              legend: 'inference',
            },
            { expr: ratePerSecond('renwatch_pager_batches_delayed_total', ['service']), legend: 'pager' },
          ],
        },
        {
          title: 'Moves between replicas',
          description:
            'Batches refused because another replica had moved on. A few during a rebalance are normal.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: ratePerSecond('renwatch_inference_fence_refusals_total', ['service']),
              legend: 'refused',
            },
          ],
        },
        {
          title: 'Alerts published late',
          description: 'By the sweep instead of at once, in an hour.',
          kind: 'time',
          unit: 'short',
          queries: [{ expr: 'sum(increase(renwatch_inference_alerts_swept_total[1h]))', legend: 'swept' }],
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'CPU',
          description: 'Cores used by each replica.',
          kind: 'time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (service, instance) (rate(process_cpu_seconds_total{service=~"gateway|inference|pager"}[5m]))',
              legend: '{{service}} {{instance}}',
            },
          ],
        },
        {
          title: 'Memory',
          description: 'Resident memory of each replica.',
          kind: 'time',
          unit: 'bytes',
          queries: [
            {
              expr: 'max by (service, instance) (process_resident_memory_bytes{service=~"gateway|inference|pager"})',
              legend: '{{service}} {{instance}}',
            },
          ],
        },
        {
          title: 'Delay of the event loop',
          description: '99th percentile. Above 0.1 s something holds a process too long.',
          kind: 'time',
          unit: 's',
          redFrom: 0.1,
          queries: [
            {
              expr: 'max by (service, instance) (nodejs_eventloop_lag_p99_seconds{service=~"gateway|inference|pager"})',
              legend: '{{service}} {{instance}}',
            },
          ],
        },
      ],
    },
  ],
};
