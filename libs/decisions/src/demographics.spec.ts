import { demographicsAfter, isSameDemographics, mergedDemographics, type Demographics } from './demographics';

const EARLIER = '2024-01-01T00:00:00.000Z';
const LATER = '2024-01-02T00:00:00.000Z';

const woman = (demographicsAt: string | null): Demographics => ({
  birthDate: '1950-01-01',
  sex: 'F',
  demographicsAt,
});
const man = (demographicsAt: string | null): Demographics => ({
  birthDate: '1960-02-02',
  sex: 'M',
  demographicsAt,
});
const nothing = (demographicsAt: string | null): Demographics => ({
  birthDate: null,
  sex: 'U',
  demographicsAt,
});

describe('demographics', () => {
  it.each<[string, Demographics, Demographics, Demographics]>([
    ['a newer ADT replaces', woman(EARLIER), man(LATER), man(LATER)],
    ['an ADT of the same instant replaces', woman(EARLIER), man(EARLIER), man(EARLIER)],
    ['an older ADT does not replace', woman(LATER), man(EARLIER), woman(LATER)],
    ['a message that is no ADT does not replace', woman(EARLIER), man(null), woman(EARLIER)],
    ['a message that is no ADT does not replace what no ADT reported', woman(null), man(null), woman(null)],
    ['an ADT replaces what no ADT reported', woman(null), man(EARLIER), man(EARLIER)],
    ['a newer ADT keeps what it leaves out', woman(EARLIER), nothing(LATER), woman(LATER)],
    ['an older ADT fills gaps', nothing(LATER), man(EARLIER), man(LATER)],
    ['a message that is no ADT fills gaps', nothing(EARLIER), man(null), man(EARLIER)],
    ['a gap stays a gap', nothing(EARLIER), nothing(LATER), nothing(LATER)],
  ])('%s', (_name, known, reported, expected) => {
    const number = { key: 'local|1', authority: 'local', mrn: '1' };
    expect(demographicsAfter(known, { ...reported, ...number })).toEqual(expected);
  });

  it.each<[string, Demographics, Demographics, Demographics]>([
    ["the newer ADT wins if it is the other number's", woman(EARLIER), man(LATER), man(LATER)],
    ["the newer ADT wins if it is the surviving number's", woman(LATER), man(EARLIER), woman(LATER)],
    ['the surviving number wins at the same instant', woman(EARLIER), man(EARLIER), woman(EARLIER)],
    ['the surviving number wins if no ADT reported either', woman(null), man(null), woman(null)],
    ['an ADT wins over what no ADT reported', woman(null), man(EARLIER), man(EARLIER)],
    ['the older ADT fills the gaps of the newer', woman(EARLIER), nothing(LATER), woman(LATER)],
    ['the other number fills the gaps of the surviving one', nothing(LATER), man(EARLIER), man(LATER)],
  ])('are merged: %s', (_name, into, from, expected) => {
    expect(mergedDemographics(into, from)).toEqual(expected);
  });

  it.each<[string, Partial<Demographics>]>([
    ['birth date', { birthDate: '1951-01-01' }],
    ['sex', { sex: 'M' }],
    ['time', { demographicsAt: LATER }],
  ])('are not the same if the %s differs', (_name, change) => {
    expect(isSameDemographics(woman(EARLIER), woman(EARLIER))).toBe(true);
    expect(isSameDemographics(woman(EARLIER), { ...woman(EARLIER), ...change })).toBe(false);
  });
});
