import { carriesResults, mergesNumbers, statesDemographics } from './message-events';

const events = Array.from({ length: 62 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);
const chosen = (matches: (type: string) => boolean) => events.filter((event) => matches(`ADT^${event}`));

describe('message events', () => {
  it('merge numbers with A18, A34, A36, A40, A46 and A47', () => {
    expect(chosen(mergesNumbers)).toEqual(['A18', 'A34', 'A36', 'A40', 'A46', 'A47']);
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
    ['ORU^R01', true],
    ['ORU', true],
    ['ORU^W01', true],
    ['ADT^R01', false],
    ['ORM^O01', false],
    ['', false],
  ])('carry results in ORU messages only: %j', (type, expected) => {
    expect(carriesResults(type)).toBe(expected);
  });
});
