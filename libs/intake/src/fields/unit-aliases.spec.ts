import { extract, hl7, MSH } from '../intake.spec-support';
import { CREATININE_UNITS, isKnownUnit } from './unit-aliases';

const unitAliases = {
  'MKMOL/L': 'umol/L',
  '��mol/L': 'umol/L',
  MGPC: 'mg/dL',
} as const;
const unitOf = (obx6: string, aliases = {}) =>
  extract(hl7(MSH, `OBX|1|NM|CREATININE||300|${obx6}`), { unitAliases: aliases }).observations[0]?.unit;

describe('unitAliases of a feed', () => {
  it.each([
    ['a spelling of the site', 'MKMOL/L', 'umol/L'],
    ['a spelling with blanks around it', ' MGPC ', 'mg/dL'],
    ['a lost micro sign', '��mol/L', 'umol/L'],
    ['the text of a unit without a code', '^MKMOL/L', 'umol/L'],
    ['the code of a coded unit', 'MKMOL/L^micromole per litre^L', 'umol/L'],
  ])('replace %s', (_what, obx6, unit) => {
    expect(unitOf(obx6, unitAliases)).toBe(unit);
  });

  it.each([
    ['another case', 'mkmol/l'],
    ['a longer text', 'MKMOL/L/d'],
    ['a known unit', 'mmol/L'],
    ['a name of every object', 'constructor'],
    ['no unit', ''],
  ])('leave %s as it was sent', (_what, unit) => {
    expect(unitOf(unit, unitAliases)).toBe(unit);
  });

  it('are none by default', () => {
    expect(unitOf('MKMOL/L')).toBe('MKMOL/L');
  });

  it.each(CREATININE_UNITS)('can stand for %s, which is read', (unit) => {
    expect(isKnownUnit(unit)).toBe(true);
  });
});
