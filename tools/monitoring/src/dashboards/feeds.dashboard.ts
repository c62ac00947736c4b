import { FRAME_LATENCY } from '../alarms/feed.alarms';
import { quantiles, ratePerSecond, type Dashboard } from './dashboard';

export const FEEDS: Dashboard = {
  uid: 'renwatch-feeds',
  title: 'Renwatch: feeds',
  rows: [
    {
      title: 'Traffic',
      panels: [
        {
          title: 'Messages by feed',
          description: 'Stored messages. A feed that falls to 0 in the day has a fault.',
          kind: 'time',
          unit: 'reqps',
          queries: [{ expr: ratePerSecond('renwatch_gateway_messages_total', ['feed']), legend: '{{feed}}' }],
        },
        {
          title: 'Answers by code',
          description: 'AE and AR mean that the feed sends what is refused.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: ratePerSecond('renwatch_gateway_acknowledgements_total', ['feed', 'code']),
              legend: '{{feed}} {{code}}',
            },
          ],
        },
        {
          title: 'Silence',
          description: 'Time since the last message of each feed, over all gateways.',
          kind: 'now',
          unit: 's',
          queries: [
            { expr: 'min by (feed) (renwatch_gateway_seconds_since_last_message)', legend: '{{feed}}' },
          ],
        },
        {
          title: 'From frame to durable write',
          description: 'What a sender waits for before it may send the next message.',
          kind: 'time',
          unit: 's',
          redFrom: FRAME_LATENCY.goodUntilSeconds,
          queries: quantiles(FRAME_LATENCY.histogram),
        },
      ],
    },
    {
      title: 'Connections',
      panels: [
        {
          title: 'Open connections',
          description: '0 of a dialled feed means that the hospital cannot be reached.',
          kind: 'time',
          unit: 'short',
          queries: [{ expr: 'sum by (feed) (renwatch_gateway_connections)', legend: '{{feed}}' }],
        },
        {
          title: 'Closed connections by reason',
          description: 'Reasons such as stalled, slow-frame or ECONNRESET point at a peer or a network.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: `${ratePerSecond('renwatch_gateway_disconnections_total', ['feed', 'reason'])} > 0`,
              legend: '{{feed}} {{reason}}',
            },
          ],
        },
        {
          title: 'Unanswered bytes',
          description: 'Bytes received and not answered yet, by feed.',
          kind: 'time',
          unit: 'bytes',
          queries: [{ expr: 'sum by (feed) (renwatch_gateway_bytes_in_flight)', legend: '{{feed}}' }],
        },
      ],
    },
    {
      title: 'What is not read',
      panels: [
        {
          title: 'Creatinine nobody configured',
          description:
            'Observations in an hour that look like creatinine and are not read, by feed and reason.',
          kind: 'time',
          unit: 'short',
          redFrom: 1,
          queries: [
            {
              expr: 'sum by (feed, reason) (increase(renwatch_inference_unmapped_creatinine_total[1h]))',
              legend: '{{feed}} {{reason}}',
            },
          ],
        },
        {
          title: 'Refused creatinine values',
          description: 'Values in an hour that became dead letters, by reason.',
          kind: 'time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (reason) (increase(renwatch_inference_refused_values_total[1h])) > 0',
              legend: '{{reason}}',
            },
          ],
        },
        {
          title: 'Creatinine neither decided nor refused',
          description:
            'Pending, unchanged, not of blood and the like, in an hour. A sudden rise means lost results.',
          kind: 'time',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (feed, reason) (increase(renwatch_inference_ignored_observations_total[1h]))',
              legend: '{{feed}} {{reason}}',
            },
          ],
        },
      ],
    },
  ],
};
