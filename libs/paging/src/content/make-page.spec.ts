import { AKI_PAGE_SCHEMA, decodeAkiPage, encodeAkiPage } from '@renwatch/events';
import { type PageFacts } from './make-page';
import { pageWith, timeOf } from './page.spec-support';

const previousPage = { stage: 1, umolPerL: 140, takenAt: timeOf('202603121115') } as const;

describe('the sentence of a page', () => {
  it.each<[string, Partial<PageFacts>, string]>([
    [
      'a first alert',
      {},
      'AKI stage 2, first alert: creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
    [
      'a rise',
      { reason: 'rise', previousPage },
      'AKI stage 2, up from stage 1: creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
    [
      'a worse result',
      { reason: 'worse', previousPage },
      'AKI stage 2, creatinine up from 140 since the last page: creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
    [
      'a relapse of a patient whose place is unknown',
      { reason: 'relapse', previousPage, place: undefined as never },
      'AKI stage 2 again after an improvement: creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15',
    ],
    [
      'a page that nobody answered',
      { reason: 'unanswered', previousPage, unansweredMinutes: 15 },
      'AKI stage 2, no answer for 15 min: creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
    [
      'an alert of the model',
      { stage: 1, source: 'model', criterion: 'none' },
      'Possible AKI (found by the model), first alert: creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
    [
      'a correction that takes an alert back',
      {
        ...{ reason: 'retracted', stage: 0, criterion: 'none', previousPage },
        creatinine: { umolPerL: 98, comparator: '', takenAt: timeOf('202603140915') },
      },
      'Withdrawn: the AKI alert of stage 1 no longer stands: creatinine 98 µmol/L, 1.1 × the lowest of the last 7 days (88), taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
    [
      'a withdrawn result',
      {
        reason: 'retracted',
        stage: 0,
        criterion: 'retracted',
        creatinine: null,
        baseline: null,
        previousPage,
      },
      'Withdrawn: the AKI alert of stage 1 no longer stands: the creatinine of 14 Mar 2026 09:15 was withdrawn; ward 7B, bed 12',
    ],
    [
      'a result without a baseline',
      { baseline: null, ratio: null, criterion: 'no-history', flag: 'high' },
      'AKI stage 2, first alert: creatinine 212 µmol/L (high: ? AKI ? CKD), no earlier result to compare with, taken 14 Mar 2026 09:15; ward 7B, bed 12',
    ],
  ])('says why %s is sent', (_name, facts, sentence) => {
    expect(pageWith(facts).sentence).toBe(sentence);
  });

  it('is one line, whatever the feed calls the ward', () => {
    const place = { ward: '7B\r\nOBX|1', room: '\u202e12', bed: '' };
    expect(pageWith({ place }).sentence).toMatch(/; ward 7B OBX\|1, room 12$/);
  });
});

describe('a page of schema 1', () => {
  it('survives the wire', () => {
    const page = pageWith({ reason: 'rise', previousPage });
    expect(page.schema).toBe(AKI_PAGE_SCHEMA);
    expect(decodeAkiPage(encodeAkiPage(page))).toEqual(page);
  });

  it.each(['http://renwatch.example/p/1', 'javascript:alert(1)', 'data:text/html,x', 'renwatch'])(
    'refuses the link %s',
    (console) => {
      const bytes = encodeAkiPage(pageWith({ links: { console } }));
      expect(() => decodeAkiPage(bytes)).toThrow('links.console');
    },
  );
});
