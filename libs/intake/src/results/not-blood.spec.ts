import { creatinine } from '../intake.spec-support';
import { isNotBlood } from './not-blood';

const isOther = (change: Partial<typeof creatinine>) => isNotBlood({ ...creatinine, ...change });
const specimen = (code: string, text = '') => ({ id: '', codes: code === '' ? [] : [code], text });

describe('isNotBlood', () => {
  it.each(
    [
      'UR URC URT URNS URINB URINC URINM URINN URINP RANDU UMED USCOP CSF DIAF FLU PRT PLR PCFL SNV JNTFLD',
      'AMN FGA FGC DRN VITF BIL GAST LAVG SPT SAL STL SMN SWT TEAR 122575003 276833005 258574006 698276005',
      '78014005 258450006 65216001 309051001 168139001 418564007 122571007 119332005 119373006 119342007',
      '119339001',
    ].flatMap((codes) => codes.split(' ')),
  )('is true for the specimen code %s', (code) => {
    expect(isOther({ specimen: { id: '', codes: ['X', code], text: '' } })).toBe(true);
  });

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

  it.each(
    [
      'Körperflüssigkeit Koerperfluessigkeit Effluent Punctaat dializado Aszites Pleuraerguss Fruchtwasser',
      'drenaje CSF LCR cerebrospinal synovial amniotic saliva Speichel sweat stool feces faeces sputum pleural',
    ].flatMap((words) => words.split(' ')),
  )('is true for a specimen in words: %s', (text) => {
    expect(isOther({ specimen: specimen('', text) })).toBe(true);
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
    ['U-Krea', true],
    ['U krea', true],
    ['U_Crea', true],
    ['Kreatinin', false],
    ['Harnstoff', false],
    ['Harnsaeure', false],
    ['Kreatinin im Blut und Urin', false],
    ['Creatinine bloed, urine', false],
    ['Créatinine sang, urine', false],
    ['Creatinina suero y orina', false],
    ['Creatinina siero, urina', false],
    ['Creatinine SerPl, urine', false],
    ['Créatinine sérum, urine', false],
    ['Creatinine plasma, urine', false],
    ['Creatinine blood, urine', false],
    ['Serum creatinine', false],
    ['Kreatinin/Harnstoff', false],
    ['Harnsäure und Kreatinin', false],
    ['Creatinine post dialysis', false],
    ['Purine and creatinine', false],
    ['Creatinine (serum and urine)', false],
    ['Creatinine during dialysis', false],
    ['Creatinine, children', false],
    ['Creatinine by liquid chromatography', false],
  ])('reads the name of the test %j as %p', (text, expected) => {
    expect(isOther({ text })).toBe(expected);
  });

  it.each('2161-8 14683-7 2162-6 14684-5 20624-3 35674-1 2159-2 12190-5'.split(' '))(
    'is true for the second coding %s, urine by LOINC',
    (code) => {
      expect(isOther({ alternate: { code, system: 'LN' } })).toBe(true);
    },
  );

  it('is true for urine by LOINC in the first coding', () => {
    expect(isOther({ code: '2161-8', alternate: { code: 'CREA', system: 'L' } })).toBe(true);
  });

  it('reads the name of the second coding beside that of the first', () => {
    expect(isOther({ text: 'KREA', alternateText: 'Creatinine, urine' })).toBe(true);
    expect(isOther({ text: 'KREA', alternateText: 'Creatinine 24h' })).toBe(true);
    expect(isOther({ text: 'Kreatinin im Serum', alternateText: 'Creatinine 24h' })).toBe(false);
    expect(isOther({ text: 'KREA', alternateText: 'Creatinine, serum' })).toBe(false);
  });

  it.each(['CREA U', 'Creatinine 24h', 'Creatinine clearance', 'Albumin/creatinine ratio'])(
    'reads %j as another specimen unless one is known as blood',
    (text) => {
      expect(isOther({ text })).toBe(true);
      expect(isOther({ text, specimen: specimen('XYZ') })).toBe(true);
      expect(isOther({ text, specimen: specimen('SER') })).toBe(false);
      expect(isOther({ service: { code: 'X', text } })).toBe(false);
    },
  );

  it('reads the name of the order if nothing else names a specimen', () => {
    const service = { code: 'UC', text: '24 h urine' };
    expect(isOther({ service })).toBe(true);
    expect(isOther({ service: { code: 'UE', text: 'Renal panel' } })).toBe(false);
    expect(isOther({ service, text: 'Serum creatinine' })).toBe(false);
    expect(isOther({ service, specimen: specimen('', 'serum') })).toBe(false);
    expect(isOther({ service, specimen: specimen('SER') })).toBe(false);
  });

  it('lets no name of a test make blood of another specimen', () => {
    expect(isOther({ text: 'Creatinine SerPl', specimen: specimen('UR') })).toBe(true);
    expect(isOther({ text: 'Urine creatinine', specimen: specimen('SER', 'Serum') })).toBe(true);
  });

  it.each(['Creatinine (liquid method)', 'Creatinine, drain day 2', 'Créatinine (ascite)'])(
    'believes a specimen of blood before words for another fluid: %s',
    (text) => {
      expect(isOther({ text, specimen: specimen('SER') })).toBe(false);
      expect(isOther({ text, specimen: specimen('', 'Plasma') })).toBe(false);
      expect(isOther({ text, specimen: specimen('XYZ') })).toBe(true);
      expect(isOther({ text })).toBe(true);
    },
  );

  it('reads no urine in the name of a panel of kidney function', () => {
    expect(isOther({ service: { code: 'HP', text: 'Harnpflichtige Substanzen' } })).toBe(false);
  });
});
