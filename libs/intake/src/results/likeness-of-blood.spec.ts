import * as fc from 'fast-check';
import { kindInWords } from '../orders/specimen-kind';
import { creatinineLikeness } from './creatinine-likeness';

const likenessOf = (text: string, unit = '') =>
  creatinineLikeness({ code: 'L123', system: 'L', text, unit, alternate: null });

describe('the likeness of a panel or a specimen of blood', () => {
  it.each([
    ...[
      'S-Kreatinin pre dialysis',
      'Kreatinin vor Dialyse',
      'Creatinine post-dialysis',
      'Creatinina pre dialisi',
    ],
    ...['Créatinine avant dialyse', 'Kreatinine na dialyse', 'Creatinine (peritoneal dialysis)'],
    ...['Creatinine during dialysis', 'Creatinine by liquid chromatography', 'Purine, creatinine'],
    ...['Serum creatinine spot', 'Plasma creatinine 24h', 'Creatinine (serum and urine)'],
  ])('finds creatinine of blood in %s', (text) => {
    expect(likenessOf(text)).toBe('name');
    expect(likenessOf(text, 'umol/L')).toBe('name');
  });

  it.each(['PCr', 'Creatinine PCR', 'Creatinine, nuclear medicine', 'Créatinine quotidienne'])(
    'finds creatinine in %s beside a unit of it',
    (text) => {
      expect(likenessOf(text, 'mg/dL')).toBe('name');
    },
  );

  it.each(['Kreatinin im Dialysat', 'Creatinine dialysate', 'Kreatinine dialysaat', 'Creatinina dializado'])(
    'finds no creatinine of blood in %s',
    (text) => {
      expect(likenessOf(text, 'umol/L')).toBeNull();
    },
  );

  it.each([
    ...[
      'Creatinine + eGFR',
      'Kreatinin/eGFR',
      'eGFR/Kreatinin',
      'Kreatinin / GFR (CKD-EPI)',
      'Créatinine, DFG',
    ],
    ...['Creatinine (for clearance)', 'Kreatinin/Clearance', 'Creatinina e TFG', 'Crea MDRD'],
  ])('finds creatinine in %s only with a unit of creatinine', (text) => {
    for (const unit of ['umol/L', 'mg/dL', 'mg%']) expect(likenessOf(text, unit)).toBe('name');
    for (const unit of ['', 'mL/min', 'mL/min/1.73m2', '%']) expect(likenessOf(text, unit)).toBeNull();
  });

  it.each(['mg%', 'mg %', 'MG%', 'umol/L{creat}'])('knows %s as a unit of creatinine', (unit) => {
    expect(likenessOf('Kreatinin', unit)).toBe('name');
  });

  it.each([
    ['SER', 'name'],
    ['X99', null],
  ])('trusts a word for another specimen unless its type is blood: %s', (type, likeness) => {
    const observation = { code: 'L1', system: 'L', text: 'Spot creatinine', unit: '', alternate: null };
    expect(creatinineLikeness({ ...observation, specimen: { codes: [type], text: '' } })).toBe(likeness);
  });

  describe('creatinine of blood', () => {
    const noise = fc.constantFrom(
      ...[
        '',
        '24h',
        'spot',
        'U',
        'Sammel',
        'pre dialysis',
        'nach Dialyse',
        'drain',
        'peritoneal',
        '(fluid)',
        'urine',
      ],
    );
    const blood = fc.constantFrom(
      'serum',
      'Plasma',
      'blood',
      'SerPl',
      'im Blut',
      'sérum',
      'sang',
      'suero',
      'siero',
    );
    const name = fc.constantFrom('Creatinine', 'Kreatinin', 'KREA', 'Créatinine', 'creatinina');
    const unit = fc.constantFrom('', 'umol/L', 'mg/dL', 'mg%');
    const joined = (...words: fc.Arbitrary<string>[]) =>
      fc
        .tuple(...words)
        .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }).map((w) => w.join(' ')));

    it('is not rejected because of its specimen, if the name tells it', () => {
      fc.assert(
        fc.property(joined(noise, blood, name, noise), unit, (text, ofUnit) => {
          expect(likenessOf(text, ofUnit)).toBe('name');
        }),
      );
    });

    it('is not rejected because of its specimen, if its type tells it', () => {
      const types = fc.constantFrom(
        ...[
          { codes: ['SER'], text: '' },
          { codes: ['X'], text: 'Plasma' },
          { codes: ['119297000'], text: '' },
        ],
      );
      fc.assert(
        fc.property(joined(noise, name, noise), unit, types, (text, ofUnit, specimen) => {
          const named = { code: 'L1', system: 'L', text, unit: ofUnit, alternate: null, specimen };
          expect(creatinineLikeness(named)).toBe(kindInWords(`L1 ${text} `) === 'other' ? null : 'name');
        }),
      );
    });
  });
});
