import { type FeedProfile } from '../fields/feed-profile';
import { extract, hl7, MSH } from '../intake.spec-support';

/** PID-29, PID-30 and PV1-36 of a message. */
interface Fields {
  at?: string;
  indicator?: string;
  disposition?: string;
}

const isDeceased = (
  type: string,
  { at = '', indicator = '', disposition = '' }: Fields,
  feed: Partial<FeedProfile> = {},
) => {
  const pid = `PID|1||1${'|'.repeat(26)}${at}|${indicator}`;
  const pv1 = `PV1|1|I${'|'.repeat(34)}${disposition}`;
  const bytes = hl7(MSH.replace('ORU^R01', type), pid, pv1);
  return extract(bytes, feed).patient?.isDeceased;
};

describe('readDeath', () => {
  it.each<[string, Fields]>([
    ['PID-30 Y', { indicator: 'Y' }],
    ['PID-30 y', { indicator: 'y' }],
    ['a time of death', { at: '20250610020000' }],
    ['the discharge disposition 20', { disposition: '20' }],
    ['the discharge disposition 20 with a text', { disposition: '20^Expired' }],
    ['PID-30 Y beside an empty disposition', { indicator: 'Y', disposition: '01' }],
  ])('reports a death by %s', (_case, fields) => {
    expect(isDeceased('ADT^A03', fields)).toBe(true);
    expect(isDeceased('ADT^A01', fields)).toBe(true);
  });

  it.each<[string, Fields]>([
    ['PID-30 N', { indicator: 'N' }],
    ['PID-30 N beside a disposition', { indicator: 'N', disposition: '20' }],
    ['PID-30 N beside a time of death', { indicator: 'N', at: '20250610020000' }],
    ['a deleted time of death', { at: '""' }],
    ['a deleted indicator', { indicator: '""' }],
  ])('takes a death back by %s', (_case, fields) => {
    expect(isDeceased('ADT^A08', fields)).toBe(false);
  });

  it.each([
    ['ADT^A01', false],
    ['ADT^A04', false],
    ['ADT^A13', false],
    ['ADT^A03', undefined],
    ['ADT^A08', undefined],
    ['ORU^R01', undefined],
  ])('reads %s without any of the fields as %s', (type, expected) => {
    expect(isDeceased(type, {})).toBe(expected);
    expect(isDeceased(type, { indicator: 'unknown', disposition: '01' })).toBe(expected);
  });

  it("takes the feed's own dispositions", () => {
    expect(isDeceased('ADT^A03', { disposition: 'EXP' }, { deceasedDispositions: ['20', 'EXP'] })).toBe(true);
    expect(isDeceased('ADT^A03', { disposition: '20' }, { deceasedDispositions: [] })).toBeUndefined();
  });
});
