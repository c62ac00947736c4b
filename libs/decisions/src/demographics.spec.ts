import * as fc from 'fast-check';
import {
  demographicsAfter,
  isSameDemographics,
  mergedDemographics,
  NO_DEMOGRAPHICS,
  type Demographics,
} from './demographics';

const EARLIER = '2024-01-01T00:00:00.000Z';
const LATER = '2024-01-02T00:00:00.000Z';

const woman = (demographicsAt: string | null): Demographics => ({
  ...NO_DEMOGRAPHICS,
  birthDate: '1950-01-01',
  sex: 'F',
  demographicsAt,
});
const man = (demographicsAt: string | null): Demographics => ({
  ...NO_DEMOGRAPHICS,
  birthDate: '1960-02-02',
  sex: 'M',
  demographicsAt,
});
const nothing = (demographicsAt: string | null): Demographics => ({
  ...NO_DEMOGRAPHICS,
  demographicsAt,
});

const born = (birthDate: string, demographicsAt: string | null): Demographics => ({
  ...woman(demographicsAt),
  birthDate,
});
const deleting = (demographicsAt: string | null): Demographics => ({
  ...NO_DEMOGRAPHICS,
  demographicsAt,
  deleted: ['birthDate', 'sex'],
});
const dead = (at: string): Demographics => ({ ...NO_DEMOGRAPHICS, death: { isDeceased: true, at } });
const alive = (at: string): Demographics => ({ ...NO_DEMOGRAPHICS, death: { isDeceased: false, at } });
const number = { key: 'local|1', authority: 'local', mrn: '1' };

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
    ['a newer ADT deletes', woman(EARLIER), deleting(LATER), deleting(LATER)],
    ['an older ADT deletes nothing', woman(LATER), deleting(EARLIER), woman(LATER)],
    ['an older ADT does not fill a deletion', deleting(LATER), man(EARLIER), deleting(LATER)],
    ['a message that is no ADT does not fill a deletion', deleting(LATER), man(null), deleting(LATER)],
    ['a newer ADT fills a deletion', deleting(EARLIER), man(LATER), man(LATER)],
    ['a newer ADT keeps a deletion that it leaves out', deleting(EARLIER), nothing(LATER), deleting(LATER)],
    ['a deletion of an older ADT counts for gaps', nothing(LATER), deleting(EARLIER), deleting(LATER)],
    ['a death is kept', nothing(null), dead(EARLIER), dead(EARLIER)],
    ['a death is kept by a message that does not tell', dead(EARLIER), nothing(null), dead(EARLIER)],
    ['a newer report takes a death back', dead(EARLIER), alive(LATER), alive(LATER)],
    ['an older report does not take a death back', dead(LATER), alive(EARLIER), dead(LATER)],
    ['of two reports of one instant the later arrival stands', dead(LATER), alive(LATER), alive(LATER)],
    ['a date in part is made whole', born('1950', EARLIER), woman(null), woman(EARLIER)],
    ['a whole date withstands its part', woman(EARLIER), born('1950', LATER), woman(LATER)],
    ['another date in part replaces', woman(EARLIER), born('1951', LATER), born('1951', LATER)],
    ['a gap stays a gap', nothing(EARLIER), nothing(LATER), nothing(LATER)],
  ])('%s', (_name, known, reported, expected) => {
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
    ['a newer deletion of the other number stands', woman(EARLIER), deleting(LATER), deleting(LATER)],
    ['a death of either number is kept', nothing(null), dead(EARLIER), dead(EARLIER)],
    ['the newer report of a death wins', dead(EARLIER), alive(LATER), alive(LATER)],
  ])('are merged: %s', (_name, into, from, expected) => {
    expect(mergedDemographics(into, from)).toEqual(expected);
  });

  it.each<[string, Partial<Demographics>]>([
    ['birth date', { birthDate: '1951-01-01' }],
    ['sex', { sex: 'M' }],
    ['time', { demographicsAt: LATER }],
    ['list of deletions', { deleted: ['sex'] }],
    ['death', { death: { isDeceased: true, at: LATER } }],
  ])('are not the same if the %s differs', (_name, change) => {
    expect(isSameDemographics(woman(EARLIER), woman(EARLIER))).toBe(true);
    expect(isSameDemographics(woman(EARLIER), { ...woman(EARLIER), ...change })).toBe(false);
  });

  it.each([
    ['taken back in the same message', dead(LATER), alive(LATER)],
    ['reported again later', dead(EARLIER), dead(LATER)],
    ['not known', dead(EARLIER), nothing(null)],
  ])('are not the same if the death is %s', (_case, known, other) => {
    expect([isSameDemographics(known, known), isSameDemographics(known, other)]).toEqual([true, false]);
  });

  it('end in the newest report of death in any order', () => {
    const reports = fc
      .uniqueArray(fc.record({ hours: fc.nat(1_000), isDeceased: fc.boolean() }), {
        minLength: 1,
        selector: ({ hours }) => hours,
      })
      .map((all) =>
        all.map(({ hours, isDeceased }) => ({ isDeceased, at: new Date(hours * 3_600_000).toISOString() })),
      );
    fc.assert(
      fc.property(reports, (all) => {
        const known = all.reduce<Demographics>(
          (before, death) => demographicsAfter(before, { ...NO_DEMOGRAPHICS, ...number, death }),
          NO_DEMOGRAPHICS,
        );
        const newest = [...all].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
        expect(known.death).toEqual(newest);
      }),
    );
  });

  it('never bring a deleted field back by messages that are older', () => {
    const report = fc.constantFrom(
      woman(EARLIER),
      man(null),
      nothing(LATER),
      nothing(null),
      deleting(EARLIER),
    );
    fc.assert(
      fc.property(fc.array(report), (all) => {
        const known = all.reduce<Demographics>(
          (before, reported) => demographicsAfter(before, { ...reported, ...number }),
          deleting(LATER),
        );
        expect(known).toEqual(deleting(LATER));
      }),
    );
  });
});
