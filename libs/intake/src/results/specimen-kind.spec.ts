import { creatinine } from '../intake.spec-support';
import { isNotBlood } from './specimen-kind';

const isOther = (change: Partial<typeof creatinine>) => isNotBlood({ ...creatinine, ...change });
const specimen = (code: string, text = '') => ({ id: '', codes: code === '' ? [] : [code], text });

describe('isNotBlood', () => {
  it.each([
    ['UR', ''],
    ['ur', ''],
    ['CSF', ''],
    ['DIAF', ''],
    ['122575003', ''],
    ['276833005', ''],
    ['24U', '24 h urine'],
    ['SU', 'Sammelurin'],
    ['', 'Spontanharn'],
    ['', 'urines de 24 h'],
    ['', 'Orina'],
    ['', 'urina'],
    ['', '24-uurs urine'],
    ['', 'Pleural fluid'],
    ['', 'Ascitespunktat'],
    ['', "liquide d'ascite"],
    ['', 'líquido peritoneal'],
    ['', 'liquido pleurico'],
    ['', 'drainvocht'],
    ['', 'Dialysat'],
    ['', 'dialysaat'],
    ['', 'dialisato'],
    ['', 'Liquor'],
  ])('is true for a specimen %j %j', (code, text) => {
    expect(isOther({ specimen: specimen(code, text) })).toBe(true);
  });

  it.each([
    ['SER', ''],
    ['PLAS', 'Plasma'],
    ['', 'Venous blood'],
    ['', 'Sérum'],
    ['XYZ', ''],
    ['', 'after dialysis'],
    ['', ''],
  ])('is false for blood or an unknown specimen: %j %j', (code, text) => {
    expect(isOther({ specimen: specimen(code, text) })).toBe(false);
  });

  it.each([
    ['Urine creatinine', true],
    ['Creatinine, 24H Urine', true],
    ['Kreatinin im Harn', true],
    ['U-Kreatinin', true],
    ['Kreatinin i.U.', true],
    ['Créatinine urinaire', true],
    ['Creatinina en orina', true],
    ['Creatinina urinaria', true],
    ['Creatinine in dialysate', true],
    ['Kreatinin', false],
    ['Serum creatinine', false],
    ['Kreatinin/Harnstoff', false],
    ['Harnsäure und Kreatinin', false],
    ['Creatinine post dialysis', false],
    ['Purine and creatinine', false],
    ['Creatinine (serum and urine)', false],
  ])('reads the name of the test %j as %p', (text, expected) => {
    expect(isOther({ text })).toBe(expected);
  });

  it.each(['2161-8', '14683-7'])('is true for the second coding %s, urine by LOINC', (code) => {
    expect(isOther({ alternate: { code, system: 'LN' } })).toBe(true);
  });

  it('reads the name of the order if nothing else names a specimen', () => {
    const service = { code: 'UC', text: '24 h urine' };
    expect(isOther({ service })).toBe(true);
    expect(isOther({ service, text: 'Serum creatinine' })).toBe(false);
    expect(isOther({ service, specimen: specimen('', 'serum') })).toBe(false);
  });

  it('lets no name of a test make blood of another specimen', () => {
    expect(isOther({ text: 'Creatinine SerPl', specimen: specimen('UR') })).toBe(true);
    expect(isOther({ text: 'Urine creatinine', specimen: specimen('SER', 'Serum') })).toBe(true);
  });
});
