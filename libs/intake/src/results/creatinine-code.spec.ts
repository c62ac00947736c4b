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

  it.each(['', 'A,,B', '=umol/L', '@L', 'A@', 'A='])('refuses %j with the expected form', (text) => {
    expect(parseCreatinineCodes(text)).toEqual({
      ok: false,
      remedy: 'give CODE[@SYSTEM][=UNIT], separated by commas, as in CREATININE=umol/L',
    });
  });

  it('refuses a unit that is not one of creatinine', () => {
    expect(parseCreatinineCodes('CREATININE=furlong')).toEqual({
      ok: false,
      remedy: 'furlong is not a unit of creatinine; give umol/L, mmol/L, mg/dL or mg/L',
    });
  });

  it('reads back every list it is given', () => {
    const codes = fc.array(
      fc.record({
        code: fc.stringMatching(/^[A-Z0-9-]{1,8}$/),
        system: fc.constantFrom('', 'L', 'LN'),
        defaultUnit: fc.constantFrom(null, 'umol/L', 'mmol/L', 'mg/dL', 'mg/L'),
      }),
      { minLength: 1, maxLength: 5 },
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
});
