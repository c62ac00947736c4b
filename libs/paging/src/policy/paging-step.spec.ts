import { decided, HOUR_MS, play, reasonsOf } from './paging.spec-support';
import { joinPaging, NO_PAGING, type PagingDecision } from './patient-paging';

const DAY = 24;
const withdrawn = (hour: number) =>
  decided(hour, 0, { umolPerL: null, decidedAtMs: 1_000 * HOUR_MS, alerted: false });

describe('the paging policy', () => {
  it.each<[string, PagingDecision[], string[]]>([
    ['the first alert', [decided(0, 1)], ['first']],
    ['no result without AKI', [decided(0, 0)], ['']],
    ['no repeat of a stage', [decided(0, 1), decided(12, 1)], ['first', 'hold same-stage']],
    ['no lower stage', [decided(0, 2), decided(12, 1)], ['first', 'hold lower-stage']],
    ['each rise in stage', [decided(0, 1), decided(12, 2), decided(24, 3)], ['first', 'rise', 'rise']],
    [
      'a rise above a lower last page',
      [decided(0, 3), decided(12, 1), decided(24, 2), decided(36, 3)],
      ['first', 'hold lower-stage', 'relapse', 'rise'],
    ],
    [
      'the same stage again after a lower one',
      [decided(0, 2), decided(12, 1), decided(24, 2)],
      ['first', 'hold lower-stage', 'relapse'],
    ],
    [
      'AKI again after a value near the baseline',
      [decided(0, 1), decided(12, 0, { umolPerL: 119 }), decided(24, 1)],
      ['first', '', 'relapse'],
    ],
    [
      'no swing about the limit of stage 1',
      [
        decided(0, 1, { umolPerL: 151 }),
        decided(12, 0, { umolPerL: 149 }),
        decided(24, 1, { umolPerL: 151 }),
      ],
      ['first', '', 'hold same-stage'],
    ],
    [
      'AKI again after stage 2 had left it',
      [decided(0, 2), decided(12, 0, { umolPerL: 149 }), decided(24, 1)],
      ['first', '', 'relapse'],
    ],
    [
      'a creatinine at 1.5 times that of the last page',
      [
        decided(0, 3, { umolPerL: 320 }),
        decided(12, 3, { umolPerL: 479 }),
        decided(24, 3, { umolPerL: 480 }),
      ],
      ['first', 'hold same-stage', 'worse'],
    ],
    [
      'the first alert after 7 days without AKI',
      [decided(0, 2), decided(7 * DAY + 1, 2)],
      ['first', 'first'],
    ],
    ['nothing new within 7 days', [decided(0, 2), decided(7 * DAY, 2)], ['first', 'hold same-stage']],
    [
      'the first alert after two recovered results',
      [decided(0, 1), decided(6, 0), decided(12, 0), decided(18, 1)],
      ['first', '', '', 'first'],
    ],
    [
      'the first alert after one recovered result 48 hours later',
      [decided(0, 1), decided(48, 0), decided(60, 1)],
      ['first', '', 'first'],
    ],
  ])('pages %s', (_name, decisions, reasons) => {
    expect(reasonsOf(decisions)).toEqual(reasons);
  });

  it.each<[string, PagingDecision[], string[]]>([
    ['a withdrawn result', [decided(0, 1), withdrawn(0)], ['first', 'retracted']],
    ['a correction to no AKI', [decided(0, 1), decided(0, 0)], ['first', 'retracted']],
    [
      'nothing that was never paged',
      [decided(0, 1), decided(12, 1), withdrawn(12)],
      ['first', 'hold same-stage', ''],
    ],
    ['nothing for a lower stage', [decided(0, 2), decided(0, 1, { alerted: false })], ['first', '']],
    ['a result once', [decided(0, 1), withdrawn(0), withdrawn(0)], ['first', 'retracted', '']],
  ])('retracts %s', (_name, decisions, reasons) => {
    expect(reasonsOf(decisions)).toEqual(reasons);
  });

  it('pages a retracted result that shows AKI again without an alert', () => {
    const again = decided(0, 1, { alerted: false });
    expect(reasonsOf([decided(0, 1), decided(0, 0), again])).toEqual(['first', 'retracted', 'first']);
  });

  it('pages the result that a retracted page spoke for', () => {
    const { notices } = play([decided(0, 1), decided(12, 1), withdrawn(0)]);
    expect(notices[2]).toMatchObject([
      { kind: 'retract', resultId: 'r0' },
      { kind: 'page', reason: 'first', resultId: 'r12', level: 1, last: null },
    ]);
  });

  it('pages a held result above the level that a correction left', () => {
    const corrected = decided(0, 1, { alerted: false });
    expect(reasonsOf([decided(0, 2), decided(12, 2), corrected])).toEqual([
      'first',
      'hold same-stage',
      'rise',
    ]);
  });

  it('pages nobody about results that raised no alert', () => {
    expect(reasonsOf([decided(0, 3, { alerted: false }), decided(12, 0)])).toEqual(['', '']);
  });

  it('names the page before', () => {
    expect(play([decided(0, 1), decided(12, 2)]).notices[1]).toMatchObject([
      { last: { reason: 'first', level: 1, umolPerL: 160, resultId: 'r0' } },
    ]);
  });

  it('keeps the pages of both numbers of a merged patient', () => {
    const first = play([decided(0, 2)]).state;
    const second = play([decided(6, 1)]).state;
    const { notices } = play([decided(12, 2)], joinPaging(second, first));
    expect(notices).toMatchObject([[{ reason: 'rise', last: { resultId: 'r6' } }]]);
    expect(joinPaging(first, NO_PAGING)).toEqual(first);
  });
});
