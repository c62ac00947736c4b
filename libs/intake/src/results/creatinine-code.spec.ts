import * as fc from 'fast-check';
import { findCreatinineCode, parseCreatinineCodes } from './creatinine-code';

describe('parseCreatinineCodes', () => {
  it('reads code, coding system and default unit', () => {
    expect(parseCreatinineCodes('CRE@L=mg/dL, 14682-9@LN,CREA=umol/L')).toEqual({
      ok: true,
      value: [
        { code: 'CRE', system: 'L', defaultUnit: 'mg/dL' },
        { code: '14682-9', system: 'LN', defaultUnit: null },
        { code: 'CREA', system: '', defaultUnit: 'umol/L' },
      ],
    });
  });

  it.each(['', ' ', '=umol/L', '@L', 'A@', 'A=', 'A= ', ' = umol/L', 'A@ =umol/L', 'A@L@M'])(
    'refuses %j with the expected form',
    (text) => {
      expect(parseCreatinineCodes(text)).toEqual({
        ok: false,
        remedy: 'give CODE[@SYSTEM][=UNIT], separated by commas, as in CREATININE=umol/L',
      });
    },
  );

  it.each([
    'CREA = umol/L',
    ' CREA=umol/L ',
    '\tCREA\t=\tumol/L\n',
    'CREA=\u00a0umol/L',
    'CREA=umol/L, CREA = umol/L',
  ])('trims the blanks of %j', (text) => {
    const value = [{ code: 'CREA', system: '', defaultUnit: 'umol/L' }];
    expect(parseCreatinineCodes(text)).toEqual({ ok: true, value });
  });

  it('keeps a blank within a code, and its case', () => {
    const value = [{ code: 'S Crea', system: 'L 1', defaultUnit: null }];
    expect(parseCreatinineCodes('S Crea @ L 1')).toEqual({ ok: true, value });
  });

  it.each([
    ['CREA;14682-9=umol/L', /no ";"; put a comma between two codes, and give each its own unit/],
    ['CREA|14682-9', /no "\|"/],
    ['CREA~14682-9', /no "~"/],
    ['CREA\n14682-9', /no "\\n"/],
    ['CREA^Creatinine=umol/L', /the code alone, without its name: .*CODE@SYSTEM/],
    ['CREA@L^M', /the code alone/],
    ['"CREA=umol/L"', /leave out the "/],
    ["'CREA'=umol/L", /leave out the '/],
    ['CREA umol/L', /umol\/L is a unit; write CREA=umol\/L/],
    ['CREA: mg/dL', /mg\/dL is a unit; write CREA=mg\/dL/],
    ['CREA,umol/L', /^umol\/L: umol\/L is a unit; write CODE=umol\/L/],
    ['CREA==umol/L', /= once for each code/],
    ['CREA=umol/L 14682-9=mg/dL', /= once for each code, and a comma between two codes/],
    ['CREA=umol/L^micromole', /is not a unit/],
    ['CREA=umol/L,CREA=mg/dL', /^CREA=mg\/dL: the code is given with umol\/L and with mg\/dL; keep one/],
    ['CREA,CREA=mg/dL', /with no unit and with mg\/dL/],
    ['CREA=umol/L,', /^an empty item: give CODE/],
    ['A=stone,B;C', /^A=stone: stone is not a unit.*; B;C: a code holds no ";"/],
  ])('refuses %j and says what to write', (text, remedy) => {
    expect(parseCreatinineCodes(text)).toEqual({ ok: false, remedy: expect.stringMatching(remedy) });
  });

  it('refuses a unit that is not one of creatinine', () => {
    expect(parseCreatinineCodes('CREATININE=furlong')).toEqual({
      ok: false,
      remedy: 'furlong is not a unit of creatinine; give umol/L, mmol/L, mg/dL or mg/L',
    });
  });

  it('reads back every list it is given', () => {
    const codes = fc.uniqueArray(
      fc.record({
        code: fc.stringMatching(/^[A-Z0-9-]{1,8}$/),
        system: fc.constantFrom('', 'L', 'LN'),
        defaultUnit: fc.constantFrom(null, 'umol/L', 'mmol/L', 'mg/dL', 'mg/L'),
      }),
      { minLength: 1, maxLength: 5, selector: ({ code, system }) => `${code}@${system}` },
    );
    fc.assert(
      fc.property(codes, (value) => {
        const items = value.map(
          ({ code, system, defaultUnit }) =>
            code + (system && `@${system}`) + (defaultUnit ? `=${defaultUnit}` : ''),
        );
        expect(parseCreatinineCodes(items.join(','))).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('findCreatinineCode', () => {
  const bound = { code: 'CRE', system: 'L', defaultUnit: 'mg/dL' };
  const free = { code: 'CREA', system: '', defaultUnit: null };
  const find = (code: string, system: string, alternate: { code: string; system: string } | null = null) =>
    findCreatinineCode([bound, free], { code, system, alternate });

  it.each([
    ['the code in its coding system', find('CRE', 'L'), bound],
    ['the code in another coding system', find('CRE', 'LN'), undefined],
    ['the code without a coding system', find('CRE', ''), undefined],
    ['a code of any coding system', find('CREA', 'LN'), free],
    ['blanks around code and system', find(' CRE ', ' L '), bound],
    ['the alternate coding', find('X', 'L', { code: 'CRE', system: 'L' }), bound],
    ['the alternate coding in another system', find('X', 'L', { code: 'CRE', system: 'LN' }), undefined],
    ['another case', find('crea', ''), undefined],
    ['another code', find('SODIUM', 'L'), undefined],
  ])('matches by code and system: %s', (_case, found, expected) => {
    expect(found).toBe(expected);
  });

  it('prefers the first configured code if both codings match', () => {
    expect(find('CREA', 'LN', { code: 'CRE', system: 'L' })).toBe(bound);
  });

  it('prefers a code of a named coding system', () => {
    const anySystem = { code: 'CRE', system: '', defaultUnit: 'umol/L' };
    expect(findCreatinineCode([anySystem, bound], { code: 'CRE', system: 'L', alternate: null })).toBe(bound);
    expect(findCreatinineCode([anySystem, bound], { code: 'CRE', system: '', alternate: null })).toBe(
      anySystem,
    );
  });
});
