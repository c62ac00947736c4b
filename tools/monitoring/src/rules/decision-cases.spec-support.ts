import { type AlarmCase } from './alarm-case.spec-support';

const UP = 'renwatch_build_info{service="inference",instance="a"}';
const UNDECIDED = 'renwatch_inference_oldest_undecided_message_age_seconds';
const PSI = 'renwatch_inference_drift_psi';
const ALERTS = 'renwatch_inference_alerts_published_total{instance="a"}';

const UNMAPPED = 'renwatch_inference_unmapped_creatinine_total';
const IGNORED = 'renwatch_inference_ignored_observations_total';

/** Two weeks by the hour, with a change after ten days. */
const notReadCases = ['unit', 'message-type'].flatMap((reason): AlarmCase[] => {
  const series = `${UNMAPPED}{feed="lab",reason="${reason}",service="inference",instance="a"}`;
  const common = { alarm: 'CreatinineNotRead', interval: '1h' };
  const firing = [`feed="lab",reason="${reason}"`];
  return [
    {
      ...{ ...common, title: `fires for a day when ${reason} begins`, at: '250h', firing },
      scraped: { [series]: '0x240 3+2x90', [UP]: '1x330' },
    },
    {
      ...{ ...common, title: `fires when the series of ${reason} appears`, at: '250h', firing },
      scraped: { [series]: '_x240 3x90', [UP]: '1x330' },
    },
    {
      ...{ ...common, title: `is silent about ${reason} that began before`, at: '300h', firing: [] },
      scraped: { [series]: '0x240 3+2x90', [UP]: '1x330' },
    },
    {
      ...{ ...common, title: `fires again if ${reason} comes back after a week`, at: '250h', firing },
      scraped: { [series]: '0x20 7x220 8x90', [UP]: '1x330' },
    },
  ];
});

const ignoredCases = ['not-blood', 'without-number', 'unchanged'].flatMap((reason): AlarmCase[] => {
  const series = `${IGNORED}{feed="lab",reason="${reason}",service="inference",instance="a"}`;
  const common = { alarm: 'IgnoredResultsRise', interval: '1h' };
  const firing = [`feed="lab",reason="${reason}"`];
  return [
    {
      ...{ ...common, title: `fires when ${reason} rises sixfold`, at: '264h', firing },
      scraped: { [series]: '0+1x240 240+6x90' },
    },
    {
      ...{ ...common, title: `fires when ${reason} begins`, at: '264h', firing },
      scraped: { [series]: '0x240 0+2x90' },
    },
    {
      ...{ ...common, title: `is silent while ${reason} rises threefold`, at: '264h', firing: [] },
      scraped: { [series]: '0+1x240 240+3x90' },
    },
    {
      ...{ ...common, title: `is silent about a few of ${reason}`, at: '264h', firing: [] },
      scraped: { [series]: '0x240 0x10 15x90' },
    },
    {
      ...{ ...common, title: `is silent about ${reason} of a new site`, at: '60h', firing: [] },
      scraped: { [series]: '0x12 0+6x90' },
    },
  ];
});

interface CounterCase {
  alarm: string;
  metric: string;
  /** Labels beside service and instance. */
  labels?: string;
  firing: string;
}

/** Counters that alarm at their first rise. */
const COUNTERS: readonly CounterCase[] = [
  { alarm: 'MessagesLost', metric: 'messages_lost_total', firing: 'service="inference"' },
  { alarm: 'KafkaLostRecords', metric: 'log_differences_total', firing: 'service="inference"' },
  {
    alarm: 'UnmappedCreatinine',
    metric: 'unmapped_creatinine_total',
    labels: 'feed="lab",reason="name",',
    firing: 'feed="lab"',
  },
  {
    alarm: 'MergesNotFollowed',
    metric: 'unread_messages_total',
    labels: 'feed="lab",reason="merge-event-not-read",',
    firing: 'feed="lab"',
  },
  { alarm: 'ModelFailing', metric: 'model_failures_total', firing: 'service="inference"' },
  {
    alarm: 'RefusedValues',
    metric: 'refused_values_total',
    labels: 'reason="unit-unknown",',
    firing: 'reason="unit-unknown"',
  },
  { alarm: 'SecondNumbers', metric: 'second_numbers_total', labels: 'feed="lab",', firing: 'feed="lab"' },
  {
    alarm: 'ConfirmationsUnmatched',
    metric: 'unmatched_confirmations_total',
    labels: 'feed="lab",',
    firing: 'feed="lab"',
  },
  {
    alarm: 'AlertsWithheld',
    metric: 'alerts_withheld_total',
    labels: 'reason="deceased",',
    firing: 'reason="deceased"',
  },
  { alarm: 'ReviewsOmitted', metric: 'reviews_omitted_total', firing: 'service="inference"' },
];

const counterCases = COUNTERS.flatMap(({ alarm, metric, labels = '', firing }): AlarmCase[] => {
  const series = `renwatch_inference_${metric}{${labels}service="inference",instance="a"}`;
  return [
    {
      title: 'fires at the first rise from 0',
      alarm,
      scraped: { [series]: '0x100 1x10', [UP]: '1x110' },
      at: '105m',
      firing: [firing],
    },
    {
      title: 'fires when its series appears',
      alarm,
      scraped: { [series]: '_x100 1x10', [UP]: '1x110' },
      at: '105m',
      firing: [firing],
    },
    {
      title: 'is silent about what was counted long before',
      alarm,
      scraped: { [series]: '5x110', [UP]: '1x110' },
      at: '105m',
      firing: [],
    },
  ];
});

export const DECISION_CASES: readonly AlarmCase[] = [
  ...counterCases,
  ...notReadCases,
  ...ignoredCases,
  {
    title: 'is silent about pending observations, however many',
    alarm: 'IgnoredResultsRise',
    interval: '1h',
    scraped: { [`${IGNORED}{feed="lab",reason="pending",instance="a"}`]: '0x240 0+50x90' },
    at: '264h',
    firing: [],
  },
  {
    title: 'fires while one replica has an old message',
    alarm: 'ResultsWaiting',
    scraped: { [`${UNDECIDED}{instance="a"}`]: '1x3 75+60x5', [`${UNDECIDED}{instance="b"}`]: '0x9' },
    at: '6m',
    firing: [''],
  },
  {
    title: 'is silent while results move from one replica to another',
    alarm: 'ResultsWaiting',
    scraped: { [`${UNDECIDED}{instance="a"}`]: '1x3 20 65 1x5' },
    at: '5m',
    firing: [],
  },
  {
    title: 'is silent where only the unit looks like creatinine',
    alarm: 'UnmappedCreatinine',
    scraped: {
      [`${UNMAPPED}{feed="lab",reason="unit",instance="a"}`]: '0x100 4x10',
      [UP]: '1x110',
    },
    at: '105m',
    firing: [],
  },
  {
    title: 'fires while one replica suspects the feed',
    alarm: 'UnitChangeSuspected',
    scraped: {
      'renwatch_inference_unit_change_suspected{feed="lab",instance="a"}': '0x5 1x5',
      'renwatch_inference_unit_change_suspected{feed="lab",instance="b"}': '0x10',
      'renwatch_inference_unit_change_suspected{feed="ward",instance="b"}': '0x10',
    },
    at: '7m',
    firing: ['feed="lab"'],
  },
  {
    title: 'is silent after the suspicion has passed',
    alarm: 'UnitChangeSuspected',
    scraped: { 'renwatch_inference_unit_change_suspected{feed="lab",instance="a"}': '0x2 1x2 0x5' },
    at: '7m',
    firing: [],
  },
  {
    title: 'fires after a day without a model',
    alarm: 'ModelOff',
    interval: '1h',
    scraped: { renwatch_inference_model_on: '1 0x30' },
    at: '26h',
    firing: [''],
  },
  {
    title: 'is silent while the model is switched for an hour',
    alarm: 'ModelOff',
    interval: '1h',
    scraped: { renwatch_inference_model_on: '1x10 0 1x20' },
    at: '26h',
    firing: [],
  },
  {
    title: 'fires for the feature that has drifted for six hours',
    alarm: 'Drift',
    interval: '10m',
    scraped: { [`${PSI}{of="age"}`]: '0.4x60', [`${PSI}{of="score"}`]: '0.1x60' },
    at: '7h',
    firing: ['of="age"'],
  },
  {
    title: 'is silent while a drift passes',
    alarm: 'Drift',
    interval: '10m',
    scraped: { [`${PSI}{of="age"}`]: '0.4x10 0.1x60' },
    at: '7h',
    firing: [],
  },
  {
    title: 'fires when a day has four times as many alerts',
    alarm: 'AlertRate',
    interval: '1h',
    scraped: { [ALERTS]: '0+2x672 1344+12x30' },
    at: '700h',
    firing: [''],
  },
  {
    title: 'fires when a day has hardly any',
    alarm: 'AlertRate',
    interval: '1h',
    scraped: { [ALERTS]: '0+2x672 1344+0x30' },
    at: '700h',
    firing: [''],
  },
  {
    title: 'fires against the days that are known, if they are fewer than 28',
    alarm: 'AlertRate',
    interval: '1h',
    scraped: { [ALERTS]: '0+2x240 480+12x30' },
    at: '268h',
    firing: [''],
  },
  {
    title: 'is silent on the ninth day of a site',
    alarm: 'AlertRate',
    interval: '1h',
    scraped: { [ALERTS]: '0+2x240' },
    at: '200h',
    firing: [],
  },
  {
    title: 'is silent on the day a site begins, however it compares',
    alarm: 'AlertRate',
    interval: '1h',
    scraped: { [ALERTS]: '0x72 0+12x24' },
    at: '95h',
    firing: [],
  },
  {
    title: 'is silent while days are alike',
    alarm: 'AlertRate',
    interval: '1h',
    scraped: { [ALERTS]: '0+2x700' },
    at: '700h',
    firing: [],
  },
];
