import { type AlarmCase } from './alarm-case.spec-support';

const AGE = 'renwatch_pager_oldest_undelivered_page_age_seconds';
const LETTERS = 'renwatch_pager_dead_letters_total{service="pager",reason="page-refused",instance="a"}';
const UP = 'renwatch_build_info{service="pager",instance="a"}';
const UNCONFIRMED = 'renwatch_pager_most_unconfirmed_attempts';
const RETRACTED = 'renwatch_pager_retracted_after_delivery';

/** Latencies by minute: `slow` of every 100 pages take more than 3 s. */
const latencies = (slow: number, minutes: number) => ({
  'renwatch_pager_received_to_delivered_seconds_bucket{le="3"}': `0+${100 - slow}x${minutes}`,
  renwatch_pager_received_to_delivered_seconds_count: `0+100x${minutes}`,
});

export const PAGE_CASES: readonly AlarmCase[] = [
  {
    title: 'fires while one replica sees an old page',
    alarm: 'PagesNotDelivered',
    scraped: { [`${AGE}{instance="a"}`]: '0x2 45x5', [`${AGE}{instance="b"}`]: '0x7' },
    at: '4m',
    firing: [''],
  },
  {
    title: 'is silent for a page that arrives at the second attempt',
    alarm: 'PagesNotDelivered',
    scraped: { [`${AGE}{instance="a"}`]: '0 12 29 0 0' },
    at: '3m',
    firing: [],
  },
  {
    title: 'fires at the first refused page',
    alarm: 'PageRefused',
    scraped: { [LETTERS]: '0x20 1x5', [UP]: '1x25' },
    at: '22m',
    firing: ['reason="page-refused"'],
  },
  {
    title: 'fires when its series appears with the first refused page',
    alarm: 'PageRefused',
    scraped: { [LETTERS]: '_x20 1x5', [UP]: '1x25' },
    at: '22m',
    firing: ['reason="page-refused"'],
  },
  {
    title: 'is silent after a gap in scraping',
    alarm: 'PageRefused',
    scraped: { [LETTERS]: '7x5 _x20 7x5', [UP]: '1x5 _x20 1x5' },
    at: '28m',
    firing: [],
  },
  {
    title: 'is silent when a replica restarts',
    alarm: 'PageRefused',
    scraped: { [LETTERS]: '7x20 0x5', [UP]: '1x25' },
    at: '23m',
    firing: [],
  },
  {
    title: 'fires while 15 of 100 pages are slow for an hour',
    alarm: 'PageLatencyBurn',
    scraped: latencies(15, 70),
    at: '65m',
    firing: [''],
  },
  {
    title: 'fires while 7 of 100 pages are slow for six hours',
    alarm: 'PageLatencyBurn',
    scraped: latencies(7, 370),
    at: '6h',
    firing: [''],
  },
  {
    title: 'is silent while 2 of 100 pages are slow',
    alarm: 'PageLatencyBurn',
    scraped: latencies(2, 70),
    at: '65m',
    firing: [],
  },
  {
    title: 'is silent for one slow page of six',
    alarm: 'PageLatencyBurn',
    scraped: {
      'renwatch_pager_received_to_delivered_seconds_bucket{le="3"}': '0x9 1x9 2x9 3x9 4x9 5x9 5x20',
      renwatch_pager_received_to_delivered_seconds_count: '0x9 1x9 2x9 3x9 4x9 5x9 6x20',
    },
    at: '62m',
    firing: [],
  },
  {
    title: 'is silent soon after pages are fast again',
    alarm: 'PageLatencyBurn',
    scraped: {
      'renwatch_pager_received_to_delivered_seconds_bucket{le="3"}': '0+80x60 4800+100x40',
      renwatch_pager_received_to_delivered_seconds_count: '0+100x60 6000+100x40',
    },
    at: '95m',
    firing: [],
  },
  {
    title: 'fires at the third attempt without an answer',
    alarm: 'PagesRepeated',
    scraped: { [UNCONFIRMED]: '0 1 2 3 3' },
    at: '3m',
    firing: [''],
  },
  {
    title: 'is silent at the second',
    alarm: 'PagesRepeated',
    scraped: { [UNCONFIRMED]: '0 1 2 2' },
    at: '3m',
    firing: [],
  },
  {
    title: 'fires for an hour after a page was taken back',
    alarm: 'PageRetractedAfterDelivery',
    scraped: { [RETRACTED]: '4x70 5x70' },
    at: '120m',
    firing: [''],
  },
  {
    title: 'is silent an hour after all pagers restarted',
    alarm: 'PageRetractedAfterDelivery',
    scraped: { [RETRACTED]: '4x60 0x2 4x70' },
    at: '122m',
    firing: [],
  },
  {
    title: 'is silent about what was taken back before',
    alarm: 'PageRetractedAfterDelivery',
    scraped: { [RETRACTED]: '4x70 5x70' },
    at: '139m',
    firing: [],
  },
];
