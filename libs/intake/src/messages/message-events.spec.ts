import {
  carriesResults,
  mergesNumbers,
  statesDemographics,
  UNREAD_REASONS,
  unreadReason,
} from './message-events';

const events = Array.from({ length: 62 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);
const chosen = (matches: (type: string) => boolean) => events.filter((event) => matches(`ADT^${event}`));

describe('message events', () => {
  it('merge numbers with A18, A30, A34, A36, A39, A40, A46 and A47', () => {
    expect(chosen(mergesNumbers)).toEqual(['A18', 'A30', 'A34', 'A36', 'A39', 'A40', 'A46', 'A47']);
  });

  it('state demographics with A01, A03, A04, A08, A28 and A31', () => {
    expect(chosen(statesDemographics)).toEqual(['A01', 'A03', 'A04', 'A08', 'A28', 'A31']);
  });

  it.each(['', 'ADT', 'ORU^A40', 'ORU^A08', '^A40', '^A08'])(
    'neither merge nor state demographics outside ADT: %j',
    (type) => {
      expect([mergesNumbers(type), statesDemographics(type)]).toEqual([false, false]);
    },
  );

  it.each([
    ...['ORU^R01', 'ORU', 'ORU^W01', 'ORU^R30', 'ORU^R31', 'ORU^R32'],
    ...['OUL^R21', 'OUL^R22', 'OUL^R23', 'OUL^R24', 'ORF^R02', 'ORF^R04', 'OPU^R25'],
  ])('carry results and are read: %j', (type) => {
    expect([carriesResults(type), unreadReason(type, false)]).toEqual([true, null]);
  });

  it.each([
    ['', 'type-missing'],
    ['ORM^O01', 'type-not-read'],
    ['OML^O21', 'type-not-read'],
    ['MDM^T02', 'type-not-read'],
    ['ACK', 'type-not-read'],
    ['ADT^A24', 'patient-link'],
    ['ADT^A37', 'patient-link'],
    ['ADT^R01', null],
    ['ADT^A35', null],
  ])('carry no results: %j is unread as %j', (type, reason) => {
    expect([carriesResults(type), unreadReason(type, false)]).toEqual([false, reason]);
  });

  it('are unread if they have MRG and do not merge', () => {
    const unread = chosen((type) => unreadReason(type, true) !== null);
    const read = ['A18', 'A30', 'A34', 'A36', 'A39', 'A40', 'A46', 'A47'];
    expect(unread).toEqual(events.filter((event) => !read.includes(event)));
  });

  it.each([
    ...['A35', 'A41', 'A42', 'A43', 'A44', 'A45', 'A08'].map((event) => [
      `ADT^${event}`,
      'merge-event-not-read',
    ]),
    ...[
      ['ADT', 'merge-event-not-read'],
      ['ADT^A24', 'patient-link'],
      ['ADT^A40', null],
      ['ORU^R01', null],
    ],
    ...[
      ['BAR^P01', 'type-not-read'],
      ['', 'type-missing'],
    ],
  ])('with a number in MRG-1: %j is unread as %j', (type, reason) => {
    expect(unreadReason(type ?? '', true)).toBe(reason);
  });

  it.each(['', 'ORM^O01', 'ADT^A24'])('is unread for a listed reason: %j', (type) => {
    expect(UNREAD_REASONS).toContain(unreadReason(type, false));
  });
});
