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
  ...[
    'PCr',
    'P-Cr (PCR)',
    'Créatinine quotidienne',
    'Creatinina quotidiana',
    'Creatinina, cirugía de corazón',
  ],
  ...[
    'Créatinine (voir rapport)',
    'Creatinine, zie rapport',
    'Creatinina, vedi rapporto',
    'Correlación creatinina',
  ],
  ...[
    'U,E & creatinine',
    'U, E, creatinine',
    'U.E.C.',
    'U.E.Cr',
    'U&C',
    'U + Cr',
    'U&Cr',
    'Ur & Cr',
    'Ur + creatinine',
  ],
  ...[
    'U and C',
    'U und Krea',
    'U et créat',
    'U en kreat',
    'U y creatinina',
    'Cr & U',
    'Creatinine + urea + U',
  ],
  ...['Creatinine U.K.', 'Creatinine (U.S. method)', 'Creatinine, nuclear medicine', 'Creatinine (unclear)'],
  ...[
    'Creatinine during dialysis',
    'Creatinine, monitoring/measuring',
    'Children creatinine',
    'Creatinine children’s ward',
  ],
  ...[
    'Creatinine (liquid chromatography)',
    'Creatinine liquid-chromatography MS',
    'Créatinine (chromatographie liquide)',
  ],
  ...[
    'Creatinina cromatografia liquida',
    'Adrenal creatinine',
    'Creatinine after fluid challenge',
    'Ospedale Turin creatinina',
  ],
  ...['Harnpflichtige Substanzen: Kreatinin', 'Taurin, Kreatinin'],
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
  ...[
    'UCr',
    'U Cr',
    'Cr, U',
    'U.Crea',
    'Kreatinin Morgenurin',
    'Kreatinin Abendurin',
    'Kreatinin Uringefäß',
    'Drenaje creatinina',
  ],
  ...['Creatinine, liquid of ascites', 'Creatinine (nuclear med.) urine', 'Líquido pleural: creatinina'],
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
const RATIOS_TO_PROTEIN = [
  ...[
    'Albumin/creatinine',
    'Albumin / Creatinine',
    'Albumin:creatinine',
    'Albumin/Creatinine Ratio',
    'ACR',
    'uACR',
    'UPCR',
  ],
  ...[
    'Protein/creatinine',
    'Microalbumin/Crea',
    'Eiweiß/Kreatinin',
    'Albumin-Kreatinin-Quotient',
    'Protein creatinine quot.',
  ],
  ...[
    'Albumina/creatinina',
    'Rapporto albumina creatinina',
    'Relación albúmina creatinina',
    'Creatinine/protein',
  ],
  ...['Albumine/creatinine verhouding', 'Cociente proteína creatinina', 'Albumine créatinine, rapport'],
  ...['Razón proteína creatinina', 'Eiweiß Kreatinin Quotient'],
];
const OTHER_RATIOS = [
  ...[
    'BUN/Creatinine ratio',
    'Kreatininratio',
    'Kreatininquotient',
    'Creatinine ratio',
    'Razón urea creatinina',
  ],
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

  it.each(RATIOS_TO_PROTEIN)('finds a ratio to albumin or protein in %j', (name) => {
    for (const unit of ['', 'mg/g', 'umol/L', 'mg/dL'])
      for (const text of [name, `Serum ${name}`]) expect(contradictsBlood(text, unit)).toBe(true);
  });

  it.each(OTHER_RATIOS)('finds a ratio in %j, but not beside a unit of creatinine', (name) => {
    for (const text of [name, `Serum ${name}`]) {
      for (const unit of ['', 'mg/g', '1']) expect(contradictsBlood(text, unit)).toBe(true);
      for (const unit of ['umol/L', 'mg/dL']) expect(contradictsBlood(text, unit)).toBe(false);
    }
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
      fc.property(fc.constantFrom(...BLOOD, ...OTHER_SPECIMENS, ...RATIOS_TO_PROTEIN), (name) => {
        const isOther = contradictsBlood(name, 'umol/L');
        expect(contradictsBlood(name.toUpperCase(), 'umol/L')).toBe(isOther);
        expect(contradictsBlood(` ${name.replaceAll(' ', '_')} `, 'umol/L')).toBe(isOther);
      }),
    );
  });
});
