import * as fc from 'fast-check';
import { contradictsBlood } from './contradicting-name';

const BLOOD = [
  ...[
    '',
    'Creatinine',
    'Creatinine, serum',
    'CREAT (enzymatic)',
    'Creatinine level',
    'Kreatinin (Jaffé)',
    'CREA',
  ],
  ...[
    'Creatinine concentration',
    'Creatinine (umol/L)',
    'Creatinine u mol/L',
    'Creatinine mg/dl',
    'CREAT IDMS',
  ],
  ...[
    'U&E Creatinine',
    'U & E: creatinine',
    'U+E Creatinine',
    'U/E Creat',
    "U&E's creatinine",
    'U and E creatinine',
  ],
  ...[
    "U's & E's Creatinine",
    'UE creatinine',
    'Urea + creatinine',
    'BUN and creatinine',
    'Kreatinin/Harnstoff',
  ],
  ...[
    'Harnsäure und Kreatinin',
    'Purine and creatinine',
    'Creatinine UKB',
    'Creatinine Ulm',
    'Urgent creatinine',
  ],
  ...[
    'Creatinine 2',
    'Creatinine 48h',
    'Creatinine 2024h',
    'Creatinine 24h post contrast',
    'Creatinine post 24 h',
  ],
  ...['Creatinine 24 hours after surgery', 'Kreatinin 24 Std. nach OP', 'Kreatinine 24 uur na contrast'],
  ...['Kreatinine 2 u na contrast', 'Creatinine + eGFR', 'Creatinine (CKD-EPI)', 'Creatinine for clearance'],
  ...['Kreatinin für Clearance', 'Creatinine, for creatinine clearance', 'Créatinine pour clairance'],
  ...[
    'Creatinine post dialysis',
    'Créatinine',
    'Creatinina',
    'Kreatinine',
    'Creatinine spot',
    'Creatinine rapid',
  ],
  ...[
    'Creatinine, filtration panel',
    'Alberta creatinine',
    'Creatinine (protein-free method)',
    'Curie Creatinine',
  ],
];

const OTHER_SPECIMENS = [
  ...[
    'Urine creatinine',
    'Creatinine urine',
    'Creatinine, 24 hour urine',
    'Kreatinin im Harn',
    'Créatinine urinaire',
  ],
  ...[
    'Creatinina en orina',
    'Creatinina urine 24h',
    'CREA U',
    'U CREA',
    'U-CREA',
    'CREA-U',
    'CREAU',
    'UCREA',
    'Crea_U',
  ],
  ...[
    'Creatinine, U',
    'Creatinine (U)',
    'Creatinine Ur',
    'UR Creat',
    'Creatininuria',
    'Créatininurie',
    'U-Kreatinin',
  ],
  ...['Creatinine 24h', 'Creatinine 24 h', 'Creatinine 24-hour', 'CREAT 24HR', 'CREA24H', 'Kreatinin 24 Std'],
  ...[
    'Kreatinine 24 uurs',
    'Kreatinine 24 u',
    'Créatinine 24 heures',
    'Creatinina 24 ore',
    'Creatinina 24 horas',
  ],
  ...['Kreatinin Sammelurin', 'Kreatinin im Sammelharn', 'Creatinine dialysate', 'Creatinine drain fluid'],
];
const CLEARANCES = [
  ...[
    'Creatinine clearance',
    'Clearance',
    'CrCl',
    'Kreatinin-Clearance',
    'Clairance de la créatinine',
    'CCR',
  ],
  ...['Creatinineklaring', 'Aclaramiento de creatinina', 'Depurazione creatinina'],
];
const RATIOS = [
  ...[
    'Albumin/creatinine',
    'Albumin / Creatinine',
    'Albumin:creatinine',
    'Albumin/Creatinine Ratio',
    'ACR',
    'uACR',
  ],
  ...[
    'Protein/creatinine',
    'Microalbumin/Crea',
    'Eiweiß/Kreatinin',
    'Albumin-Kreatinin-Quotient',
    'BUN/Creatinine ratio',
  ],
  ...[
    'Albumina/creatinina',
    'Rapporto albumina creatinina',
    'Relación albúmina creatinina',
    'Creatinine/protein',
  ],
  ...['Albumine/creatinine verhouding', 'Kreatininratio', 'Cociente proteína creatinina'],
];

describe('contradictsBlood', () => {
  it.each(BLOOD)('leaves the code in force for %j', (name) => {
    for (const unit of ['', 'umol/L', 'mg/dL']) expect(contradictsBlood(name, unit)).toBe(false);
  });

  it.each(OTHER_SPECIMENS)('finds another specimen in %j', (name) => {
    for (const unit of ['', 'umol/L', 'mg/dL']) expect(contradictsBlood(name, unit)).toBe(true);
  });

  it.each(CLEARANCES)('finds a clearance in %j, but not beside a unit of creatinine', (name) => {
    for (const unit of ['', 'mL/min', 'mL/min/1.73m2']) expect(contradictsBlood(name, unit)).toBe(true);
    for (const unit of ['umol/L', 'mg/dL']) expect(contradictsBlood(name, unit)).toBe(false);
  });

  it.each(RATIOS)('finds a ratio in %j', (name) => {
    for (const text of [name, `Serum ${name}`]) expect(contradictsBlood(text, 'umol/L')).toBe(true);
  });

  it('finds blood in a name with a word for it', () => {
    const words = fc.constantFrom(
      'serum',
      'Plasma',
      'blood',
      'im Blut',
      'sérum',
      'sang',
      'suero',
      'siero',
      'bloed',
    );
    const others = fc.constantFrom(...OTHER_SPECIMENS, ...CLEARANCES, ...BLOOD);
    fc.assert(
      fc.property(others, words, fc.boolean(), (other, blood, isFirst) => {
        const name = isFirst ? `${blood} ${other}` : `${other}, ${blood}`;
        expect(contradictsBlood(name, '')).toBe(false);
      }),
    );
  });

  it('takes no text for a name that is longer than any', () => {
    expect(contradictsBlood(`Creatinine 24h${' '.repeat(480)}`, '')).toBe(true);
    expect(contradictsBlood(`Creatinine 24h${' '.repeat(500)}`, '')).toBe(false);
  });

  it('reads names in any case, with underscores or blanks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BLOOD, ...OTHER_SPECIMENS, ...RATIOS), (name) => {
        const isOther = contradictsBlood(name, 'umol/L');
        expect(contradictsBlood(name.toUpperCase(), 'umol/L')).toBe(isOther);
        expect(contradictsBlood(` ${name.replaceAll(' ', '_')} `, 'umol/L')).toBe(isOther);
      }),
    );
  });
});
