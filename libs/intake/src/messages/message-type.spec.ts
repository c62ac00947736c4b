import * as fc from 'fast-check';
import { extract, hl7, MSH } from '../intake.spec-support';
import { messageType, recordType } from './message-type';

const typeOf = (msh9: string, ...segments: string[]) =>
  extract(hl7(MSH.replace('ORU^R01', msh9), ...segments)).type;

describe('messageType', () => {
  it.each([
    ['ORU^R01^ORU_R01', 'ORU^R01'],
    ['ORU_R01', 'ORU^R01'],
    ['oru^r01', 'ORU^R01'],
    [' ORU ^ R01 ', 'ORU^R01'],
    ['oru_r01', 'ORU^R01'],
    ['ORU-R01', 'ORU^R01'],
    ['ORUR01', 'ORU^R01'],
    ['ORU\\S\\R01', 'ORU^R01'],
    ['ORU_R01^R01', 'ORU^R01'],
    ['ORU^^ORU_R01', 'ORU^R01'],
    ['ORU^R32^ORU_R30', 'ORU^R32'],
    ['OUL^R22^OUL_R22', 'OUL^R22'],
    ['ADT_A40', 'ADT^A40'],
    ['ADT^^ADT_A01', 'ADT'],
    ['ORU^^ADT_A40', 'ORU'],
    ['""^""', ''],
    ['ORU^""', 'ORU'],
    ['ACK', 'ACK'],
    ['XORU_R01', 'XORU_R01'],
    ['ORU_R01X', 'ORU_R01X'],
    ['^R01', 'R01'],
    ['', ''],
  ])('reads MSH-9 %j as %j', (msh9, expected) => {
    expect(typeOf(msh9)).toBe(expected);
  });

  it('takes the event of an ADT from EVN-1 if MSH-9 names none', () => {
    expect(typeOf('ADT', 'EVN|a40')).toBe('ADT^A40');
    expect(typeOf('ADT^A08', 'EVN|A40')).toBe('ADT^A08');
    expect(typeOf('ORU', 'EVN|A40')).toBe('ORU');
  });

  it('is the same for every spelling of code and event', () => {
    const spelling = fc.record({
      code: fc.constantFrom('ORU', 'OUL', 'ORF', 'ADT', 'MDM'),
      event: fc.stringMatching(/^[A-Z][0-9]{2}$/),
      separator: fc.constantFrom('^', '_', '-', ''),
      lower: fc.boolean(),
    });
    fc.assert(
      fc.property(spelling, ({ code, event, separator, lower }) => {
        const written = `${code}${separator}${event}`;
        expect(typeOf(lower ? written.toLowerCase() : written)).toBe(`${code}^${event}`);
      }),
    );
  });

  it('keeps a type that is in its one spelling', () => {
    expect(messageType({ code: 'ORU', event: 'R01' })).toBe(recordType('ORU^R01'));
    expect(recordType('ORU_R01')).toBe('ORU^R01');
  });
});
