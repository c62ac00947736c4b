import { compareOutcomes } from './compare-outcomes';
import { type Decided } from './decisions';

const decided = (own: Partial<Decided> = {}): Decided => ({
  mrn: '1',
  observedLocal: '20240401060000',
  umolPerL: '120',
  revision: 1,
  stage: 1,
  level: 1,
  history: ['a', 'b'],
  ...own,
});

describe('comparing two runs of one stream', () => {
  const page = '1,20240401060000';
  const expected = {
    decisions: [decided(), decided({ mrn: '2' })],
    pages: [page],
    pageKeys: [`${page} alert-1`],
  };

  it('finds no difference in equal decisions and pages of any order', () => {
    const actual = { ...expected, decisions: [...expected.decisions].reverse() };
    expect(compareOutcomes(expected, actual)).toEqual([]);
  });

  it('names missing, extra and different decisions and pages', () => {
    const actual = {
      decisions: [decided({ history: ['a'] }), decided({ mrn: '3' })],
      pages: ['3,20240401060000'],
      pageKeys: [],
    };
    const differences = compareOutcomes(expected, actual);
    expect(differences.map((line) => line.split(':')[0])).toEqual([
      '1 decisions missing',
      '1 decisions too many',
      '1 decisions that differ',
      '1 pages missing',
      '1 pages too many',
    ]);
  });

  it('names a result that was stored and decided twice', () => {
    const decisions = [...expected.decisions, decided()];
    expect(compareOutcomes(expected, { ...expected, decisions })).toEqual([
      '1 decisions too many: 1,20240401060000,120#1 (2)',
    ]);
  });

  it('names a page that was repeated with another Idempotency-Key', () => {
    const pageKeys = [...expected.pageKeys, `${page} alert-2`];
    expect(compareOutcomes(expected, { ...expected, pageKeys })).toEqual([
      `1 pages with another Idempotency-Key: ${page} alert-2`,
    ]);
  });

  it('names an Idempotency-Key that different pages share, even if both runs agree', () => {
    const shared = { ...expected, pageKeys: [...expected.pageKeys, '2,20240401060000 alert-1'] };
    expect(compareOutcomes(shared, shared)).toEqual(['1 Idempotency-Keys of several pages: alert-1']);
  });

  it('shows the first few of many', () => {
    const pages = Array.from({ length: 10 }, (_, i) => `${i},20240401060000`);
    const [line] = compareOutcomes({ ...expected, pages }, { ...expected, pages: [] });
    expect(line).toMatch(/^10 pages missing: .*; and 7 more$/);
  });
});
