import { PAGE_LATENCY, UNCONFIRMED_ATTEMPTS, UNDELIVERED_PAGE_SECONDS } from '../alarms/page.alarms';
import { quantiles, ratePerSecond, type Dashboard } from './dashboard';

export const PAGES: Dashboard = {
  uid: 'renwatch-pages',
  title: 'Renwatch: pages',
  rows: [
    {
      title: 'Delivery',
      panels: [
        {
          title: 'Undelivered pages',
          description: 'Pages that wait, over all replicas.',
          kind: 'time',
          unit: 'short',
          queries: [{ expr: 'max(renwatch_pager_pending_pages)', legend: 'waiting' }],
        },
        {
          title: 'Age of the oldest',
          description: 'Seconds since the oldest undelivered page was decided.',
          kind: 'time',
          unit: 's',
          redFrom: UNDELIVERED_PAGE_SECONDS,
          queries: [{ expr: 'max(renwatch_pager_oldest_undelivered_page_age_seconds)', legend: 'age' }],
        },
        {
          title: 'From receipt to page',
          description: 'From the receipt of a result to its delivered page.',
          kind: 'time',
          unit: 's',
          redFrom: PAGE_LATENCY.goodUntilSeconds,
          queries: quantiles(PAGE_LATENCY.histogram),
        },
        {
          title: 'The endpoint’s own time',
          description: 'How long the endpoint takes to accept a page.',
          kind: 'time',
          unit: 's',
          queries: quantiles('renwatch_pager_request_seconds'),
        },
      ],
    },
    {
      title: 'Trouble',
      panels: [
        {
          title: 'Failed attempts',
          description: 'Attempts that are repeated, by reason.',
          kind: 'time',
          unit: 'reqps',
          queries: [
            {
              expr: `${ratePerSecond('renwatch_pager_failed_attempts_total', ['reason'])} > 0`,
              legend: '{{reason}}',
            },
          ],
        },
        {
          title: 'Most attempts without an answer in time',
          description: 'At one undelivered page. People may have been paged each time.',
          kind: 'now',
          unit: 'short',
          redFrom: UNCONFIRMED_ATTEMPTS,
          queries: [{ expr: 'max(renwatch_pager_most_unconfirmed_attempts)', legend: 'attempts' }],
        },
        {
          title: 'Taken back',
          description: 'Pages closed before their delivery, and alerts taken back after it.',
          kind: 'time',
          unit: 'short',
          queries: [
            { expr: 'sum(increase(renwatch_pager_retracted_pages_total[1h]))', legend: 'before, in an hour' },
            { expr: 'max(renwatch_pager_retracted_after_delivery)', legend: 'after, in all' },
          ],
        },
        {
          title: 'Repeated, and paged without the database',
          description:
            'Pages delivered more than once, and pages from memory while the database was away, in an hour.',
          kind: 'time',
          unit: 'short',
          queries: [
            { expr: 'sum(increase(renwatch_pager_repeated_pages_total[1h]))', legend: 'repeated' },
            { expr: 'sum(increase(renwatch_pager_direct_pages_total[1h]))', legend: 'from memory' },
          ],
        },
      ],
    },
  ],
};
