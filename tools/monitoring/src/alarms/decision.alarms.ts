import { type Alarm } from './alarm';
import { began, rose } from './promql';

/** Population stability index from which a data scientist should look: the usual bound of a major shift. */
export const DRIFT_PSI = 0.25;
/** Age of an undecided message at which somebody is woken; a second is usual. */
export const UNDECIDED_SECONDS = 60;
/** Alerts of a day, against the mean of 28 days. */
const RATE_FACTOR = 3;
/** Days whose mean can be compared with: a new site, or a new Prometheus, has fewer. */
const FEWEST_DAYS = 7;
/** Alerts in a day or 28 days from which a comparison says something. */
const FEWEST_ALERTS = 20;
const ALERTS = 'renwatch_inference_alerts_published_total';
const perDay = `sum(increase(${ALERTS}[1d]))`;
/** Days of the 28 that Prometheus knows: it may keep fewer. */
const knownDays = `count_over_time(sum(${ALERTS})[28d:1d])`;
const meanPerDay = `sum(increase(${ALERTS}[28d])) / ${knownDays}`;

const IGNORED = 'renwatch_inference_ignored_observations_total{reason=~"not-blood|without-number|unchanged"}';
/** Ignored observations of a day, against the mean of the week before. */
const IGNORED_FACTOR = 5;
const FEWEST_IGNORED = 20;
const perFeed = (counter: string) => `sum by (feed, reason) (${counter})`;
const ignoredOfDay = perFeed(`increase(${IGNORED}[1d])`);
const ignoredPerDay = `${perFeed(`increase(${IGNORED}[7d] offset 1d)`)} / 7`;
const knownDaysOfFeed = `count_over_time(${perFeed(IGNORED)}[8d:1d])`;

/** Alarms on results that are not decided, or decided wrongly. */
export const DECISION_ALARMS: readonly Alarm[] = [
  {
    name: 'ResultsWaiting',
    severity: 'critical',
    expr: `max(renwatch_inference_oldest_undecided_message_age_seconds) > ${UNDECIDED_SECONDS}`,
    holds: '1m',
    summary: 'Results wait to be decided',
    description:
      'The oldest accepted message has waited {{ $value | humanizeDuration }}. AKI in it, and in those behind it, is not seen yet.',
  },
  {
    name: 'MessagesLost',
    severity: 'critical',
    expr: rose('renwatch_inference_messages_lost_total', { by: ['service'], window: '1h' }),
    summary: 'Messages were removed before they were decided',
    description:
      '{{ $value | humanize }} accepted messages ran out of Kafka’s retention. Their results are not decided: ask the feeds to send that time again.',
  },
  {
    name: 'KafkaLostRecords',
    severity: 'critical',
    expr: rose('renwatch_inference_log_differences_total', { by: ['service'], window: '1h' }),
    summary: 'Kafka lost records that were counted',
    description:
      'hl7.messages no longer holds what inference had counted. It is read again from the first difference; messages that were acknowledged and not read before are lost.',
  },
  {
    name: 'UnmappedCreatinine',
    severity: 'critical',
    expr: rose('renwatch_inference_unmapped_creatinine_total{reason="name"}', {
      by: ['feed'],
      window: '1h',
    }),
    summary: 'Feed {{ $labels.feed }} sends creatinine under a code nobody configured',
    description:
      '{{ $value | humanize }} observations named like creatinine were not read in the last hour. These patients are not watched.',
  },
  {
    name: 'CreatinineNotRead',
    severity: 'warning',
    expr: began('renwatch_inference_unmapped_creatinine_total{reason=~"unit|message-type"}', {
      by: ['feed', 'reason'],
    }),
    summary:
      'Feed {{ $labels.feed }} began to send what may be creatinine and is not read ({{ $labels.reason }})',
    description:
      '{{ $value | humanize }} observations of this kind in a day, and none in the week before. If they are results, these patients are not watched.',
  },
  {
    name: 'IgnoredResultsRise',
    severity: 'warning',
    expr:
      `${ignoredOfDay} > ${FEWEST_IGNORED} and ${ignoredOfDay} > ${IGNORED_FACTOR} * ${ignoredPerDay} ` +
      `and ${knownDaysOfFeed} >= ${FEWEST_DAYS}`,
    holds: '1h',
    summary: 'Feed {{ $labels.feed }} sends far more creatinine that is not decided ({{ $labels.reason }})',
    description:
      '{{ $value | humanize }} observations in a day, over five times the mean of the week before. A specimen, a name or a form of value may have changed: these results are not decided.',
  },
  {
    name: 'MergesNotFollowed',
    severity: 'critical',
    expr: rose('renwatch_inference_unread_messages_total{reason="merge-event-not-read"}', {
      by: ['feed'],
      window: '1h',
    }),
    summary: 'Feed {{ $labels.feed }} moves patients by an event that is not read',
    description:
      '{{ $value | humanize }} messages (A35, A41 to A45) may have moved results to other patients. Histories may be split or mixed.',
  },
  {
    name: 'UnitChangeSuspected',
    severity: 'critical',
    expr: 'max by (feed) (renwatch_inference_unit_change_suspected) == 1',
    summary: 'The unit of creatinine of feed {{ $labels.feed }} may have changed',
    description:
      'Five of the last 20 results look as if they were in another unit. Decisions of this feed may be wrong in either direction: ask the laboratory now.',
  },
  {
    name: 'ModelFailing',
    severity: 'critical',
    expr: rose('renwatch_inference_model_failures_total', { by: ['service'], window: '10m' }),
    summary: 'The model fails; the rule decides alone',
    description:
      '{{ $value | humanize }} batches were decided without the model. No stage is missed; more stage 1 pages go out than usual.',
  },
  {
    name: 'RefusedValues',
    severity: 'warning',
    expr: rose('renwatch_inference_refused_values_total', { by: ['reason'], window: '30m' }),
    summary: 'Creatinine values are refused ({{ $labels.reason }})',
    description:
      '{{ $value | humanize }} values were refused for {{ $labels.reason }} and are kept as dead letters. Those results are not decided.',
  },
  {
    name: 'SecondNumbers',
    severity: 'warning',
    expr: rose('renwatch_inference_second_numbers_total', { by: ['feed'], window: '1h' }),
    summary: 'Feed {{ $labels.feed }} sends two numbers of one result in one message',
    description:
      '{{ $value | humanize }} numbers replaced another of equal order, test and time in their own message. Both were decided; the later one stands, and may be the wrong one.',
  },
  {
    name: 'ConfirmationsUnmatched',
    severity: 'warning',
    expr: rose('renwatch_inference_unmatched_confirmations_total', { by: ['feed'], window: '1h' }),
    summary: 'Feed {{ $labels.feed }} confirms results that never came',
    description:
      '{{ $value | humanize }} results were reported as final without their value, and no message had brought one. Those messages may be lost, and their results are not decided.',
  },
  {
    name: 'AlertsWithheld',
    severity: 'warning',
    expr: rose('renwatch_inference_alerts_withheld_total', { by: ['reason'], window: '1h' }),
    summary: 'Alerts were not paged ({{ $labels.reason }})',
    description:
      '{{ $value | humanize }} alerts were recorded and not paged for {{ $labels.reason }}. Many at once mean a wrong clock or a late feed.',
  },
  {
    name: 'ReviewsOmitted',
    severity: 'warning',
    expr: rose('renwatch_inference_reviews_omitted_total', { by: ['service'], window: '1h' }),
    summary: 'A patient has too many results',
    description:
      '{{ $value | humanize }} older results were not decided again after a change. Such a number usually stands for several people.',
  },
  {
    name: 'ModelOff',
    severity: 'warning',
    expr: 'max(renwatch_inference_model_on) == 0',
    holds: '24h',
    summary: 'The model has been off for a day',
    description: 'The rule decides alone. More stage 1 pages go out than with the model.',
  },
  {
    name: 'Drift',
    severity: 'warning',
    expr: `max by (of) (renwatch_inference_drift_psi) > ${DRIFT_PSI}`,
    holds: '6h',
    summary: 'Results differ from those the model was trained on ({{ $labels.of }})',
    description:
      'The stability index of {{ $labels.of }} is {{ $value | humanize }}. A data scientist should look.',
  },
  {
    name: 'AlertRate',
    severity: 'warning',
    expr:
      `((${perDay} > ${RATE_FACTOR} * ${meanPerDay} and ${perDay} > ${FEWEST_ALERTS}) or ` +
      `(${perDay} < ${meanPerDay} / ${RATE_FACTOR} and ${meanPerDay} > ${FEWEST_ALERTS})) ` +
      `and ${knownDays} >= ${FEWEST_DAYS}`,
    holds: '1h',
    summary: 'Far more or far fewer alerts than in the last four weeks',
    description: '{{ $value | humanize }} alerts in a day. Codes, units or a feed may have changed.',
  },
];
