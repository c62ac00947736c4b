import { type AlertProgress, type GroundedDecision } from '@renwatch/store';
import { explainDecision } from './explain-decision';

const DECISION: GroundedDecision = {
  ...{
    id: 'd1',
    resultId: 'r3',
    resultRevision: 1,
    patientId: 'p',
    revision: 1,
    supersedes: null,
    because: null,
  },
  ...{ mrn: '456', authority: 'local', birthDate: '1950-05-05', sex: 'F', assumptions: [] },
  ...{ observedAt: '2024-03-31T05:13:00.000Z', observedLocal: '20240331061300', order: 'B7', status: 'F' },
  ...{ umolPerL: '143.1', comparator: '', alertedBefore: 0, isLast: true },
  ...{
    rule: 'nhs-england',
    ruleVersion: '1.1.0',
    ruleSha256: 'aa',
    policyVersion: '1.1.0',
    policySha256: 'bb',
  },
  ...{ stage: 1, criterion: 'ratio-365d', flag: null, ratio: 1.4999 },
  ...{ baselineUmolPerL: 95.44999999999999, reference: 'median-365d' },
  ...{ history: ['r1', 'r2'], historyRevisions: [1, 1], groundCount: 2, features: [0.1] },
  ...{ lookBackFrom: null, lookBackMoment: null, lookBackCount: null },
  grounds: [
    { id: 'r1', revision: 1, observedAt: '2024-02-01T00:00:00.000Z', umolPerL: '95.2', comparator: '' },
    { id: 'r2', revision: 2, observedAt: '2024-03-01T00:00:00.000Z', umolPerL: '95.7', comparator: '' },
  ],
  ...{ probability: 0.314159, inDomain: true, holdBackThreshold: 0.12, alertThreshold: 1.01 },
  ...{ modelVersion: 'm-1', modelSha256: 'cc', modelSilence: null },
  ...{ level: 1, source: 'rule', alerted: true, withheld: null, reason: 'The sentence' },
  ...{
    messageId: 'x',
    feed: 'ward',
    receivedAt: '2024-03-31T05:20:00.000Z',
    decidedAt: '2024-03-31T05:20:01.000Z',
  },
  traceparent: null,
};
const NOT_RETRACTED = { retractedAt: null, retraction: null };
const DELIVERED: AlertProgress = {
  ...{ decisionId: 'd1', level: 1, publishedAt: '2024-03-31T05:20:01.000Z', retraction: null },
  page: {
    ...{ attempts: 3, deliveredAt: '2024-03-31T05:20:02.000Z', refusedAt: null, lastError: 'HTTP 500' },
    ...NOT_RETRACTED,
  },
};

const factsOf = (change: Partial<GroundedDecision>, alerts: readonly AlertProgress[] = []) => {
  const lines = explainDecision(
    { newest: { ...DECISION, ...change }, before: [], alerts },
    { verbose: false },
  );
  return (name: string) =>
    lines
      .find((line) => line.startsWith(name))
      ?.slice(name.length)
      .trim();
};

describe('explainDecision', () => {
  it('shows the sentence first, then the chart, then the numbers', () => {
    const lines = explainDecision({ newest: DECISION, before: [], alerts: [] }, { verbose: false });
    expect(lines[0]).toBe('The sentence.');
    const places = [
      '◆',
      'Patient',
      'Creatinine',
      'Baseline',
      'Ratio',
      'Stage',
      'Alert',
      'Paged',
      'Rule',
      'Model',
    ];
    const found = places.map((name) => lines.findIndex((line) => line.includes(name)));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it.each([
    ['new', ', because the result was new'],
    ['revised', ', because the result got another value or status'],
    ['withdrawn', ', because the result was withdrawn'],
    ['history-changed', ', because an earlier result arrived or changed'],
    ['uncovered', ', because a later result no longer counts'],
    ['merged', ', because the patient was merged with another'],
    [null, ''],
  ] as const)('shows why a decision was due: %s', (because, words) => {
    expect(factsOf({ because, revision: 2 })('Decided')).toBe(
      `2024-03-31 05:20:01 UTC, revision 2 of the decision${words}`,
    );
  });

  it('shows a trace that was exported, and no other', () => {
    const traceparent = (flags: string) => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`;
    expect(factsOf({ traceparent: traceparent('01') })('Trace')).toBe('a'.repeat(32));
    expect(factsOf({ traceparent: traceparent('00') })('Trace')).toBeUndefined();
    expect(factsOf({})('Trace')).toBeUndefined();
  });

  it('rounds numbers as a clinician reads them', () => {
    const fact = factsOf({});
    expect(fact('Baseline')).toBe('95.4 µmol/L, the median of the last 8 to 365 days (2 results)');
    expect(fact('Ratio')).toBe('1.49 × the baseline');
    expect(fact('Creatinine')).toBe(
      '143.1 µmol/L, 2024-03-31 06:13 local time (2024-03-31 05:13:00 UTC), order B7',
    );
    expect(fact('Patient')).toBe('456 (local), born 1950-05-05 (73 years), sex F');
    expect(fact('Model')).toBe(
      'm-1 (SHA-256 cc); probability 31.4%; holds back a stage 1 below 12%; alerts on its own: never',
    );
  });

  it.each<[string, Partial<GroundedDecision>, AlertProgress[], string]>([
    ['a delivered page', {}, [DELIVERED], 'level 1: yes, delivered at 2024-03-31 05:20:02 UTC, at attempt 3'],
    [
      'a refused page',
      {},
      [
        {
          ...DELIVERED,
          page: {
            attempts: 1,
            deliveredAt: null,
            refusedAt: '2024-03-31T05:20:02.000Z',
            lastError: 'HTTP 400',
            ...NOT_RETRACTED,
          },
        },
      ],
      'level 1: NO, refused at 2024-03-31 05:20:02 UTC (HTTP 400); see renwatch dead-letters list',
    ],
    [
      'a page retracted before it was delivered',
      {},
      [
        {
          ...DELIVERED,
          page: {
            ...{ attempts: 2, deliveredAt: null, refusedAt: null, lastError: 'HTTP 500' },
            ...{ retractedAt: '2024-03-31T05:20:02.000Z', retraction: 'withdrawn' },
          },
        },
      ],
      'level 1: no, retracted at 2024-03-31 05:20:02 UTC before it was delivered (withdrawn)',
    ],
    [
      'an alert taken back after its page was delivered',
      {},
      [{ ...DELIVERED, retraction: { at: '2024-03-31T06:00:00.000Z', because: 'revised' } }],
      'level 1: yes, delivered at 2024-03-31 05:20:02 UTC, at attempt 3, taken back at 2024-03-31 06:00:00 UTC (revised)',
    ],
    [
      'an alert that the pager has not taken',
      {},
      [{ ...DELIVERED, page: null }],
      'level 1: not yet, or too long ago: the alert was published at 2024-03-31 05:20:01 UTC, and no page of it is recorded',
    ],
    ['no AKI', { level: 0, source: null, alerted: false, stage: 0 }, [], 'no: the decision is not to alert'],
    ['a withheld alert', { alerted: false, withheld: 'deceased' }, [], 'no: withheld (deceased)'],
    [
      'a result that is not the latest',
      { alerted: false, isLast: false },
      [],
      "no: only a patient's latest result is paged, and a later one exists",
    ],
    [
      'a level that was alerted before',
      { alerted: false, alertedBefore: 1 },
      [DELIVERED],
      'level 1: yes, delivered at 2024-03-31 05:20:02 UTC, at attempt 3; not again: an earlier decision on this result alerted at level 1',
    ],
  ])('says whether anybody was paged: %s', (_case, change, alerts, paged) => {
    expect(factsOf(change, alerts)('Paged')).toBe(paged);
  });

  it.each<[string, Partial<GroundedDecision>, string]>([
    [
      'switched off',
      { probability: null, modelVersion: null, modelSilence: 'off' },
      'switched off; the rule decided alone',
    ],
    [
      'failed',
      { probability: null, modelVersion: null, modelSilence: 'failed' },
      'failed; the rule decided alone',
    ],
    ['outside its domain', { inDomain: false }, 'outside its training domain, so the rule decided alone'],
    ['with a threshold of its own', { alertThreshold: 0.7 }, 'alerts on its own: from 70%'],
  ])('describes a model that is %s', (_case, change, model) => {
    expect(factsOf(change)('Model')).toContain(model);
  });

  it('names a stage 1 that the model held back', () => {
    expect(factsOf({ level: 0, source: null, alerted: false })('Alert')).toBe('none: held back by the model');
  });

  it('lists decisions on the result if there are several', () => {
    const second = {
      ...DECISION,
      id: 'd2',
      revision: 2,
      resultRevision: 2,
      supersedes: 'd1',
      reason: 'Corrected',
      messageId: 'other',
    };
    const lines = explainDecision({ newest: second, before: [DECISION], alerts: [] }, { verbose: false });
    const from = lines.indexOf('Decisions on this result');
    expect(lines.slice(from + 1)).toEqual([
      '  1  2024-03-31 05:20:01 UTC  revision 1 of the result  alerted  The sentence',
      '  2  2024-03-31 05:20:01 UTC  revision 2 of the result  alerted  Corrected',
    ]);
  });

  it('marks a decision on another number of the same message', () => {
    const second = { ...DECISION, id: 'd2', revision: 2, resultRevision: 2 };
    const third = { ...second, id: 'd3', revision: 3 };
    const lines = explainDecision(
      { newest: third, before: [DECISION, second], alerts: [] },
      { verbose: false },
    );
    const marked = lines.slice(-3).map((line) => line.includes('of the result, by the same message  '));
    expect(marked).toEqual([false, true, false]);
  });

  it('shows the features of the model only if asked', () => {
    const lines = explainDecision({ newest: DECISION, before: [], alerts: [] }, { verbose: true });
    expect(lines.slice(-2)).toEqual(['Features of the model', '  feature 1  0.1']);
  });
});
