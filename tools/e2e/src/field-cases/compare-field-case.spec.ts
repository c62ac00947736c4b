import { compareFieldCase } from './compare-field-case';
import { type Expectation } from './field-case';
import { type ObservedCase } from './observed-case';

const OBSERVED: ObservedCase = {
  answers: ['AA', 'AR'],
  pages: ['M1,20250610080000'],
  stages: [
    { time: '20250609080000', umolPerL: 80, stage: 0 },
    { time: '20250610080000', umolPerL: 300, stage: 3 },
  ],
  live: [
    { time: '20250610', umolPerL: 260 },
    { time: '20250610', umolPerL: 80 },
  ],
  deadLetters: [{ reason: 'unit-unknown', detail: 'the unit xmol is not known' }],
  isFeedQuiet: false,
  counts: { 'inference_merges_total{feed="lab"}': 1 },
  demographics: '- U',
  exit: 0,
};

const compare = (expected: Expectation, outcomes: readonly Expectation[] = []) =>
  compareFieldCase({ expected, outcomes }, OBSERVED);

describe('comparing a played case with its expectation', () => {
  it.each<[string, Expectation]>([
    ['an answer for each frame', { acks: ['AA', 'AE|AR'] }],
    ['one text for all answers', { acks: 'AA|AR' }],
    ['a page by its day', { pages: ['M1,20250610'] }],
    ['a page by the start of its MRN', { pages: ['M*,202506100800'] }],
    ['an allowed page', { pages: [], pagesAllowed: ['M1,20250610'] }],
    ['stages by time, and by time and value', { stages: { '20250609': 0, '202506100800 300': 3 } }],
    ['live values of one day in any order', { live: { '20250610': [80, 260] } }],
    ['a dead letter by its reason', { deadLetters: ['unit-unknown', 'unit-missing'] }],
    ['any dead letter and its text', { deadLetters: 'any', deadLettersSay: 'xmol' }],
    ['a count', { counts: { 'inference_merges_total{feed="lab"}': 1 } }],
    ['demographics, exit code and speaking', { demographics: '- U', exit: 0, feedQuiet: false }],
  ])('accepts %s', (_name, expected) => {
    expect(compare(expected)).toEqual([]);
  });

  it.each<[string, Expectation]>([
    ['another answer', { acks: 'AA' }],
    ['an answer too many', { acks: ['AA'] }],
    ['a missing page', { pages: ['M1,20250610', 'M1,20250611'] }],
    ['a page too many', { pages: [] }],
    ['another stage', { stages: { '20250610': 2 } }],
    ['an undecided result', { stages: { '20250611': 0 } }],
    ['a live value too many', { live: { '20250610': 80 } }],
    ['a live value of another time', { live: {} }],
    ['a missing live value', { liveHas: { '20250609': 80 } }],
    ['a dead letter where none is right', { deadLetters: 'none' }],
    ['a dead letter of another reason', { deadLetters: ['not-hl7'] }],
    ['a text that no dead letter has', { deadLettersSay: 'A39' }],
    ['another count', { counts: { 'inference_merges_total{feed="lab"}': 0 } }],
    ['other demographics', { demographics: '2016-01-01 M' }],
    ['another exit code', { exit: 78 }],
    ['a feed that spoke', { feedQuiet: true }],
  ])('names %s', (_name, expected) => {
    expect(compare(expected)).toHaveLength(1);
  });

  it('accepts one right outcome beside the rest', () => {
    expect(compare({ exit: 0 }, [{ exit: 78 }, { pages: ['M1,20250610'] }])).toEqual([]);
    expect(compare({ exit: 78 }, [{ pages: ['M1,20250610'] }])).toHaveLength(1);
  });

  it('names the differences of the nearest outcome if none holds', () => {
    const differences = compare({}, [{ exit: 78, pages: [] }, { exit: 78 }]);
    expect(differences).toEqual(['no outcome holds; the nearest: exit code 0, not 78']);
  });
});
