import fc from 'fast-check';

import { parseCreatinine } from './parse-creatinine';

const parse = (value: string, unit = 'umol/L', defaultUnit?: string) =>
  parseCreatinine({ valueType: 'SN', value, unit, defaultUnit });

describe('parseCreatinine', () => {
  it.each([
    ['81.23456789012345', '81.23456789012345', ''],
    ['103.40', '103.4', ''],
    ['+88', '88', ''],
    [' 88 ', '88', ''],
    ['8.5', '8.5', ''],
    ['5', '5', ''],
    ['88.', '88', ''],
    ['^88', '88', ''],
    ['=^88', '88', ''],
    ['88^', '88', ''],
    ['<^10', '10', '<'],
    ['>=^1500', '1500', '>='],
    ['<10', '10', '<'],
    ['> 1200', '1200', '>'],
    ['≤18', '18', '<='],
    ['LESS THAN 10.4', '10.4', '<'],
    ['greater than 900', '900', '>'],
    ['more  than 900', '900', '>'],
    ['GT 900', '900', '>'],
    ['lt^10', '10', '<'],
    ['<=^10', '10', '<='],
    ['≥1500', '1500', '>='],
    ['>^1500', '1500', '>'],
    ['88^^', '88', ''],
    ['88^ ^ ', '88', ''],
    ['<^10^', '10', '<'],
    [' < ^ 10 ', '10', '<'],
    [' <= 10 ', '10', '<='],
    [`${'0'.repeat(62)}88`, '88', ''],
    ['3000', '3000', ''],
  ])('reads %p as %s with comparator %p', (value, umolPerL, comparator) => {
    expect(parse(value)).toEqual({ ok: true, umolPerL, comparator });
  });

  it.each([
    '',
    '^',
    'see comment',
    '^1^-^2',
    '^1^:^128',
    '81^-^90',
    '1e2',
    '1,2',
    '12.3.4',
    '88 90',
    'ABOUT 90',
    '.',
    '+',
    '<',
    '<^',
    '88^90',
    '1^2^3',
    `${'0'.repeat(63)}88`,
  ])('refuses %p as not a number', (value) => {
    expect(parse(value)).toMatchObject({ ok: false, reason: 'not-a-number' });
  });

  it.each(['0', '0.00', '-5', '0.9', '4.99', '.5', '<4', '3000.01', '99999'])(
    'refuses %p as out of range',
    (value) => {
      expect(parse(value)).toMatchObject({ ok: false, reason: 'out-of-range' });
    },
  );

  it.each<[string, string, string]>([
    ['umol/L', '88', '88'],
    ['UMOL/L', '88', '88'],
    ['\u00b5mol/L', '88', '88'],
    ['\u03bcmol/L', '88', '88'],
    ['umol/L^micromole per liter^UCUM', '88', '88'],
    ['umol/L{creat}', '88', '88'],
    ['mmol/L', '0.0884', '88.4'],
    ['mg/dL', '1', '88.42'],
    ['mg/dl', '1.01', '89.3042'],
    ['MG/DL', '0.9', '79.578'],
    ['mg/L', '10', '88.42'],
    ['mg/100 mL', '1', '88.42'],
    ['mg%', '1', '88.42'],
    ['MG %', '1.01', '89.3042'],
    ...['mcmol/L', 'micmol/L', 'micromol/L', 'umolL', '\u00b5molL', 'nmol/mL', ' umol / L '].map(
      (unit): [string, string, string] => [unit, '88', '88'],
    ),
  ])('converts from %s exactly', (unit, value, umolPerL) => {
    expect(parse(value, unit)).toMatchObject({ ok: true, umolPerL });
  });

  it('uses the default unit if none is given', () => {
    expect(parse('1', '', 'mg/dL')).toMatchObject({ ok: true, umolPerL: '88.42' });
    expect(parse('88', ' ', 'umol/L')).toMatchObject({ ok: true, umolPerL: '88' });
  });

  it('prefers the given unit to the default', () => {
    expect(parse('88', 'umol/L', 'mg/dL')).toMatchObject({ ok: true, umolPerL: '88' });
  });

  it.each([
    ['0.9', 'umol/L'],
    ['13.99', 'umol/L'],
    ['>13', '\u00b5mol/L'],
    ['<4', 'umol/L'],
    ['>=13', 'umol/L'],
    ['26', 'mg/dL'],
    ['88', 'MG/DL'],
  ])('refuses %p if %s is only assumed', (value, unit) => {
    expect(parse(value, '', unit)).toMatchObject({ ok: false, reason: 'unit-implausible' });
  });

  it.each([
    ['14', 'umol/L'],
    ['<10', 'umol/L'],
    ['<=10', 'umol/L'],
    ['25', 'mg/dL'],
    ['0.9', 'mg/dL'],
    ['0.01', 'mmol/L'],
    ['8', 'mg/L'],
  ])('takes %p if %s is assumed', (value, unit) => {
    expect(parse(value, '', unit)).toMatchObject({ ok: true });
  });

  it('refuses no value for its unit if that is given', () => {
    expect(parse('14', 'umol/L', 'mg/dL')).toMatchObject({ ok: true });
    expect(parse('26', 'mg/dL')).toMatchObject({ ok: true });
  });

  it.each([undefined, '', ' '])('refuses a value without a unit if the default is %j', (defaultUnit) => {
    expect(parse('88', '', defaultUnit)).toMatchObject({ ok: false, reason: 'unit-missing' });
  });

  it('takes a blank unit as none', () => {
    expect(parse('0.9', ' ', 'umol/L')).toMatchObject({ ok: false, reason: 'unit-implausible' });
  });

  it('refuses zero without a unit as out of range', () => {
    expect(parse('0', '', 'umol/L')).toMatchObject({ ok: false, reason: 'out-of-range' });
  });

  it('refuses an unknown unit', () => {
    expect(parse('88', 'mEq/L')).toMatchObject({ ok: false, reason: 'unit-unknown' });
  });

  it('keeps any plain decimal in range unchanged', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 5n * 10n ** 12n, max: 3000n * 10n ** 12n }), (units) => {
        const digits = units.toString().padStart(13, '0');
        const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`;
        const parsed = parse(text);
        expect(parsed.ok && Number(parsed.umolPerL)).toBe(Number(text));
      }),
    );
  });

  it.each([
    ['not-a-number', 'SMITH', 'umol/L', 'the value is not one number'],
    ['unit-missing', '88', '', 'no unit given and none configured for the code'],
    ['unit-unknown', '88', 'SMITH', 'the unit is not one of creatinine'],
    ['out-of-range', '54321', 'umol/L', 'the value is not between 5 and 3000 µmol/L'],
  ])('describes %s without quoting the text, which may name a patient', (reason, value, unit, detail) => {
    expect(parse(value, unit)).toEqual({ ok: false, reason, detail });
  });

  it('describes a value that is likelier in another unit', () => {
    expect(parse('0.9', '', 'umol/L')).toMatchObject({
      detail: 'no unit given, and the value is likelier in another unit than in the one of the code',
    });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, unit) => {
        expect(typeof parse(value, unit).ok).toBe('boolean');
      }),
    );
  });
});
