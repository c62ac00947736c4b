import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check, type Rule } from './check';
import { type Evidence } from './evidence';

/** Two messages of a patient, each with a result; the second is paged. */
const sound: Evidence = {
  sent: [
    { raw: 'm1', mrn: '7', results: ['7,0600'], firstSentAtMs: 1_000, acknowledgedAtMs: 1_010 },
    { raw: 'm2', mrn: '7', results: ['7,0700'], firstSentAtMs: 2_000, acknowledgedAtMs: 2_010 },
  ],
  topic: [
    { id: 'id1', raw: 'm1', partition: 3, offset: 5n },
    { id: 'id2', raw: 'm2', partition: 3, offset: 6n },
  ],
  letters: [],
  progress: new Map([[3, 7n]]),
  setBacks: [],
  decisions: [
    { id: 'd1', result: '7,0600', level: 0, decidedAtMs: 1_020 },
    { id: 'd2', result: '7,0700', level: 2, decidedAtMs: 2_020 },
  ],
  alerts: new Map([['a2', 'd2']]),
  pages: [{ body: '7,0700', idempotencyKey: 'a2', atMs: 2_030, answer: { status: 200, atMs: 2_031 } }],
  expectedPages: new Set(['7,0700']),
  lostAnswers: [],
};

const [m1, m2] = sound.sent as [Evidence['sent'][0], Evidence['sent'][0]];
const [t1, t2] = sound.topic as [Evidence['topic'][0], Evidence['topic'][0]];
const [d1, d2] = sound.decisions as [Evidence['decisions'][0], Evidence['decisions'][0]];
const [page] = sound.pages as [Evidence['pages'][0]];
const again = { ...page, atMs: 2_500, answer: { status: 200, atMs: 2_501 } };
const letter = { origin: 'gateway', reason: 'not-hl7', payload: 'm1', messageId: null };
const noise = { raw: 'n', mrn: '', results: [], firstSentAtMs: 900, isRefused: true };

const rules = (change: Partial<Evidence>): Rule[] => check({ ...sound, ...change }).map(({ rule }) => rule);

describe('the checker', () => {
  it('passes a sound run', () => {
    expect(check(sound)).toEqual([]);
  });

  it.each<[Rule, string, Partial<Evidence>]>([
    ['acknowledged messages lost', 'a message is on no topic', { topic: [t2] }],
    ['refused messages lost', 'a refused message is no dead letter', { sent: [m1, m2, noise] }],
    ['messages not decided', 'a result has no decision', { decisions: [d2] }],
    ['messages not decided', 'a partition stopped before its message', { progress: new Map([[3, 6n]]) }],
    ['messages not decided', 'a partition was never read', { progress: new Map() }],
    [
      'messages out of order',
      'the later message stands first',
      {
        topic: [
          { ...t1, offset: 6n },
          { ...t2, offset: 5n },
        ],
      },
    ],
    [
      'messages out of order',
      'a patient is on two partitions',
      {
        topic: [t1, { ...t2, partition: 4 }],
        progress: new Map([
          [3, 7n],
          [4, 7n],
        ]),
      },
    ],
    ['partitions set back', 'progress went back', { setBacks: [{ partition: 3, from: 7n, to: 5n }] }],
    ['pages missing', 'no page came', { pages: [] }],
    [
      'pages missing',
      'the page was never taken',
      { pages: [{ ...page, answer: { status: 500, atMs: 2_031 } }] },
    ],
    ['pages too many', 'nothing required the page', { expectedPages: new Set() }],
    ['pages repeated for no reason', 'an answered page came again', { pages: [page, again] }],
    ['pages without a decision', 'the key is no alert', { alerts: new Map() }],
    ['pages without a decision', 'the decision is about another result', { alerts: new Map([['a2', 'd1']]) }],
    ['pages without a decision', 'the decision raised no alert', { decisions: [d1, { ...d2, level: 0 }] }],
    [
      'pages without a decision',
      'the decision came after the page',
      { decisions: [d1, { ...d2, decidedAtMs: 2_040 }] },
    ],
  ])('finds %s: %s', (rule, _case, change) => {
    expect(rules(change)).toEqual([rule]);
  });

  it('finds two pages that share a key', () => {
    const other = { ...page, body: '7,0600', atMs: 2_040 };
    expect(rules({ pages: [page, other], expectedPages: new Set([page.body, other.body]) })).toContain(
      'keys of several pages',
    );
  });

  it.each<[string, Partial<Evidence>]>([
    ['a message that became a dead letter', { topic: [t2], letters: [letter], decisions: [d2] }],
    [
      'a result that became a dead letter',
      { decisions: [d2], letters: [{ ...letter, origin: 'inference', payload: 'x', messageId: 'id1' }] },
    ],
    [
      'a message that was never acknowledged',
      { sent: [{ ...m1, acknowledgedAtMs: undefined }, m2], topic: [t2] },
    ],
    ['a refused message that is kept', { sent: [m1, m2, noise], letters: [{ ...letter, payload: 'n' }] }],
    [
      'a resend behind a later message',
      { topic: [t1, t2, { ...t1, offset: 7n }], progress: new Map([[3, 8n]]) },
    ],
    [
      'any order of messages sent together',
      {
        sent: [m1, { ...m2, firstSentAtMs: 1_005 }],
        topic: [
          { ...t1, offset: 6n },
          { ...t2, offset: 5n },
        ],
      },
    ],
    ['a repeat after an error', { pages: [{ ...page, answer: { status: 500, atMs: 2_031 } }, again] }],
    [
      'a repeat without an answer',
      { pages: [{ body: page.body, idempotencyKey: 'a2', atMs: 2_030 }, again] },
    ],
    [
      'a repeat after an answer that came late',
      {
        pages: [
          { ...page, answer: { status: 200, atMs: 7_000 } },
          { ...again, atMs: 7_100 },
        ],
      },
    ],
    [
      'a repeat while a fault could lose answers',
      { pages: [page, again], lostAnswers: [{ fromMs: 2_100, toMs: 2_200 }] },
    ],
  ])('accepts %s', (_case, change) => {
    expect(rules(change)).toEqual([]);
  });

  it('finds a repeat outside the faults that lose answers', () => {
    const lostAnswers = [
      { fromMs: 0, toMs: 2_029 },
      { fromMs: 2_501, toMs: 9_000 },
    ];
    expect(rules({ pages: [page, again], lostAnswers })).toEqual(['pages repeated for no reason']);
  });

  it('shares only the clients of broker and database with the services', () => {
    const files = readdirSync(__dirname).filter((name) => !name.endsWith('.spec.ts'));
    const imports = files.flatMap((name) =>
      [...readFileSync(path.join(__dirname, name), 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(
        ([, from]) => from,
      ),
    );
    expect(new Set(imports)).toEqual(new Set(['@renwatch/kafka', '@renwatch/store']));
  });
});
