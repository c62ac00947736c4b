import { type AlarmCase } from './alarm-case.spec-support';

const info = (service: string, revision = 'r1') =>
  `renwatch_build_info{service="${service}",version="1",revision="${revision}",instance="${service}"}`;
const allUp = (minutes: number) =>
  Object.fromEntries(['gateway', 'inference', 'pager'].map((name) => [info(name), `1x${minutes}`]));
const LETTERS = 'renwatch_inference_dead_letters_total';

export const SERVICE_CASES: readonly AlarmCase[] = [
  {
    title: 'fires for the service of which no replica runs',
    alarm: 'ServiceDown',
    scraped: { ...allUp(30), [info('pager')]: '1x5 stale' },
    at: '10m',
    firing: ['service="pager"'],
  },
  {
    title: 'is silent while one of each runs',
    alarm: 'ServiceDown',
    scraped: allUp(30),
    at: '10m',
    firing: [],
  },
  {
    title: 'fires for the part that every replica lacks',
    alarm: 'PartUnready',
    scraped: {
      'renwatch_ready{service="pager",part="database",instance="a"}': '1x2 0x10',
      'renwatch_ready{service="pager",part="database",instance="b"}': '0x12',
      'renwatch_ready{service="pager",part="kafka",instance="a"}': '1x12',
    },
    at: '6m',
    firing: ['service="pager",part="database"'],
  },
  {
    title: 'is silent while one replica is ready',
    alarm: 'PartUnready',
    scraped: {
      'renwatch_ready{service="pager",part="database",instance="a"}': '1x12',
      'renwatch_ready{service="pager",part="database",instance="b"}': '0x12',
    },
    at: '6m',
    firing: [],
  },
  {
    title: 'fires once for each reason',
    alarm: 'DeadLetters',
    scraped: {
      [`${LETTERS}{service="inference",reason="parse",instance="a"}`]: '0x40 1x10',
      [`${LETTERS}{service="inference",reason="parse",instance="b"}`]: '0x40 2x10',
      [`${LETTERS}{service="inference",reason="unit",instance="a"}`]: '0x50',
      [info('inference')]: '1x50',
    },
    at: '42m',
    firing: ['service="inference",reason="parse"'],
  },
  {
    title: 'is silent half an hour later',
    alarm: 'DeadLetters',
    scraped: {
      [`${LETTERS}{service="inference",reason="parse",instance="a"}`]: '0x10 1x70',
      [info('inference')]: '1x80',
    },
    at: '75m',
    firing: [],
  },
  {
    title: 'fires when two revisions stay side by side',
    alarm: 'VersionSkew',
    scraped: { [info('gateway')]: '1x60', [info('pager', 'r2')]: '1x60' },
    at: '40m',
    firing: [''],
  },
  {
    title: 'is silent during a roll-out',
    alarm: 'VersionSkew',
    scraped: { [info('gateway')]: '1x60', [info('pager', 'r2')]: '1x10 stale' },
    at: '40m',
    firing: [],
  },
  { title: 'fires always', alarm: 'Watchdog', scraped: {}, at: '1m', firing: [''] },
];
