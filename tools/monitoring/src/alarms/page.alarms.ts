import { type Alarm } from './alarm';
import { burnsTooFast, rose, type BurnRate } from './promql';

/** Age of an undelivered page at which somebody is woken. */
export const UNDELIVERED_PAGE_SECONDS = 30;
/** The promise to clinicians: 99 of 100 pages within 3 s of the result's receipt. */
export const PAGE_LATENCY: BurnRate = {
  histogram: 'renwatch_pager_received_to_delivered_seconds',
  goodUntilSeconds: 3,
  objective: 0.99,
};
/** Attempts at one page, each perhaps delivered, from which somebody is woken. */
export const UNCONFIRMED_ATTEMPTS = 3;

/** Read from the database: 0 in a pager that has just started, so an hour ago is the most of some minutes. */
const RETRACTED = 'renwatch_pager_retracted_after_delivery';

/** Alarms on the way from an alert to a person. */
export const PAGE_ALARMS: readonly Alarm[] = [
  {
    name: 'PagesNotDelivered',
    severity: 'critical',
    expr: `max(renwatch_pager_oldest_undelivered_page_age_seconds) > ${UNDELIVERED_PAGE_SECONDS}`,
    holds: '15s',
    summary: 'Pages do not arrive',
    description:
      'The oldest page has waited {{ $value | humanizeDuration }}. Clinicians do not hear of acute kidney injury until the endpoint takes pages again.',
  },
  {
    name: 'PageRefused',
    severity: 'critical',
    expr: rose('renwatch_pager_dead_letters_total', { by: ['reason'], window: '10m' }),
    summary: 'An alert reached nobody ({{ $labels.reason }})',
    description:
      'The pager gave up {{ $value | humanize }} alerts or pages for {{ $labels.reason }}. Nobody was paged for them and nobody will be: call the wards.',
  },
  {
    name: 'PageLatencyBurn',
    severity: 'critical',
    expr: burnsTooFast(PAGE_LATENCY),
    summary: 'Too many pages take more than 3 s',
    description:
      '{{ $value | humanizePercentage }} of pages took more than 3 s from the receipt of the result. The objective is 1 %.',
  },
  {
    name: 'PagesRepeated',
    severity: 'critical',
    expr: `max(renwatch_pager_most_unconfirmed_attempts) >= ${UNCONFIRMED_ATTEMPTS}`,
    summary: 'The endpoint may page the same people again and again',
    description:
      'A page was sent {{ $value }} times without an answer in time. It may have arrived each time.',
  },
  {
    name: 'PageRetractedAfterDelivery',
    severity: 'warning',
    expr: `max(${RETRACTED}) > max(max_over_time(${RETRACTED}[10m] offset 1h))`,
    summary: 'An alert was taken back after its page was delivered',
    description:
      'A result that was paged has been withdrawn or corrected within the last hour. The team still believes the page: tell the ward.',
  },
];
