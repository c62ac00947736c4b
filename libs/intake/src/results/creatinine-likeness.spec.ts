import { creatinineLikeness } from './creatinine-likeness';

const likenessOf = (text: string, unit = '', code = 'L123') =>
  creatinineLikeness({ code, system: 'L', text, unit, alternate: null });

describe('creatinineLikeness', () => {
  it.each([
    // English
    ...['Creatinine', 'CREATININE', 'Serum creatinine', 'S-Creatinine', 'Creatinine, Serum', 'Creat', 'CREA'],
    ...[
      'Creatinine [Mass/volume] in Serum or Plasma',
      'Creatinine S/P',
      'Creatinine/Plasma',
      'creatinine_poc',
    ],
    ...[
      'Creatinine (enzymatic)',
      'Creatinine 2',
      'Plasma Creatinine Level',
      'SCREAT',
      'CREAT1',
      'Blood creatinine',
      'Creatinine concentration',
    ],
    // German
    ...[
      'Kreatinin',
      'Kreatinin i.S.',
      'Serumkreatinin',
      'Krea',
      'KREA-E',
      'Kreat.',
      'Kreatinin (Jaffé)',
      'SKREA',
    ],
    ...['Kreatinin im Serum', 'Plasmakreatinin', 'Crea enzymat.', 'Kreatinin im Blut'],
    // French
    ...[
      'Créatinine',
      'CRÉATININE',
      'Créatininémie',
      'Créatinine sérique',
      'Créat.',
      'Créatinine plasmatique',
    ],
    ...['Cre\u0301atinine', 'creatinine sang'],
    // Spanish
    ...['Creatinina', 'Creatinina sérica', 'Creatinina en suero', 'CREATININA EN SANGRE', 'Creatininemia'],
    // Italian
    ...['Creatinina', 'Creatinina sierica', 'S-Creatinina', 'Creatininemia', 'Creatinina (siero)'],
    // Dutch
    ...['Kreatinine', 'Creatinine (bloed)', 'Kreatinine serum', 'KREAT', 'Bloedkreatinine'],
    // Neighbours
    ...['Kreatynina', 'Kreatiniini', 'P-Creatininium', 'Creatinină'],
  ])('finds creatinine by name: %s', (text) => {
    expect(likenessOf(text)).toBe('name');
    expect(creatinineLikeness({ code: text, system: '', text: '', unit: '', alternate: null })).toBe('name');
  });

  it.each([
    // Creatine kinase, creatine
    ...['Creatine kinase', 'CK', 'CK-MB', 'Creatine Kinase MB', 'Creatine phosphokinase', 'CPK', 'Creatine'],
    ...['Kreatinkinase', 'Kreatin-Kinase', 'Créatine kinase', 'Creatina quinasa', 'Creatinquinasa'],
    ...['Creatina chinasi', 'Creatinchinasi', 'Creatinekinase', 'Creatininkinase', 'Phosphocreatine'],
    // Clearance and filtration
    ...[
      'Creatinine clearance',
      'CrCl',
      'Kreatinin-Clearance',
      'Kreatininclearance',
      'Clairance de la créatinine',
    ],
    ...['Aclaramiento de creatinina', 'Depuración de creatinina', 'Clearance della creatinina'],
    ...['Kreatinineklaring', 'eGFR (creatinine)', 'DFG (créatinine)', 'GFR CKD-EPI Kreatinin'],
    // Ratios
    ...['Albumin/Creatinine ratio', 'Albumin/creatinine', 'BUN/Creatinine Ratio', 'ACR', 'Urea/Creatinine'],
    ...['Albumin-Kreatinin-Quotient', 'Rapport albumine/créatinine', 'Cociente albúmina/creatinina'],
    ...[
      'Rapporto albumina/creatinina',
      'Albumine/creatinine',
      'Creatinine/Albumin',
      'Protein to creatinine ratio',
    ],
    // Urine and fluids
    ...[
      'Urine creatinine',
      'Creatinine, Urine',
      'U-Creatinine',
      'CREA-U',
      'UCREA',
      'UCREAT',
      'Creatinine 24h',
    ],
    ...['Kreatinin im Urin', 'Kreatinin i.U.', 'Urinkreatinin', 'Kreatinin (Sammelurin)', 'CREAU', 'KREATU'],
    ...[
      'Créatinine urinaire',
      'Créatininurie',
      'Creatinina en orina',
      'Creatinina urinaria',
      'Creatininuria',
    ],
    ...['Kreatinine urine', 'Creatinine in dialysate', 'Creatinine, pleural fluid', 'Kreatinin im Punktat'],
    ...['Kreatininratio', 'UCR', 'UACR'],
    // Words that only contain the letters
    ...[
      'Pancreatic amylase',
      'Pancreas',
      'C-reactive protein',
      'Secretin',
      'Crenation',
      'Increased',
      'Screen',
    ],
    ...['Sodium', 'Urea', '', 'Chromium', 'Reactive'],
  ])('finds no creatinine in %j', (text) => {
    expect(likenessOf(text)).toBeNull();
    expect(creatinineLikeness({ code: text, system: '', text: '', unit: '', alternate: null })).toBeNull();
  });

  it('finds creatinine by the name of the second coding', () => {
    const observation = { code: 'L1', system: 'L', text: 'Test 7', unit: '', alternate: null };
    expect(creatinineLikeness({ ...observation, alternateText: 'Creatinine, serum' })).toBe('name');
    expect(creatinineLikeness({ ...observation, alternateText: 'Urine creatinine' })).toBeNull();
  });

  it.each([
    ...[
      'CK',
      'CPK',
      'CCR',
      'TFG',
      'DFG',
      'CKDEPI',
      'CKD-EPI',
      'ACR',
      'PCR',
      'UCR',
      'index',
      'UR',
      'U',
      'spot',
    ],
    ...['24 h', '24 Std', '24hr', '24u', 'CSF', 'proteinuria', 'protéinurie', 'fluid', 'drain', 'MDRD'],
    ...['/ Albumin', '/ serumalbumin', '/sx', 'kinase'],
  ])('finds no creatinine in a name with %s', (other) => {
    expect(likenessOf(`Creatinine ${other}`)).toBeNull();
    if (!other.startsWith('/')) expect(likenessOf(`${other} creatinine`)).toBeNull();
  });

  it.each(['Albumin / creatinine', 'albumin/ crea', 'CREATINU', 'CREATININEU', 'KREATININU', 'UKREA'])(
    'finds no creatinine in %s',
    (text) => {
      expect(likenessOf(text)).toBeNull();
    },
  );

  it.each([
    ...['Beckman', 'ckx', 'accra', 'ccrx', 'dfgx', 'xdfg', 'macro', 'acre', 'reindex', 'spotless', 'respot'],
    ...['courier', 'muriatic', 'csfx', '/ serum', '/ P', '2 / 4', '/ Blut', '/S', '2.4'],
  ])('finds creatinine in a name with %s, which means nothing else', (other) => {
    expect(likenessOf(`Creatinine ${other}`)).toBe('name');
  });

  it.each(['CR', 'CRE', 'CRE1', 'SCr', 'S-Cr', 'Creatin', 'Kreatin', 'KRE'])(
    'takes %s as creatinine only with a unit of creatinine',
    (code) => {
      expect(likenessOf('', 'mg/dL', code)).toBe('name');
      expect(likenessOf('', 'µmol/L', code)).toBe('name');
      expect(likenessOf('', '', code)).toBeNull();
      expect(likenessOf('', 'ug/L', code)).toBeNull();
    },
  );

  it.each([
    'mL/min',
    'mg/g',
    'mg/mmol',
    'U/L',
    'IU/L',
    'mmol/24h',
    'g/d',
    'mg/g crea',
    '%',
    'g/day',
    'mg/ kg',
    'mmol/mol',
    'mg/die',
    'mg/Tag',
    'kU/L',
    'mIU/mL',
    'ratio',
    '1',
    'mL/sec',
    'krea',
  ])('finds no creatinine in a value of %s', (unit) => {
    expect(likenessOf('Creatinine', unit)).toBeNull();
  });

  it.each([
    'umol/L',
    'mg/dL',
    'mmol/L',
    'umol/Lt',
    'µmol/l',
    'mg/dl',
    'micromol per litre',
    'mg/gx',
    'ratio 2',
    '11',
    '21',
    'a ratio',
    'xu/l',
  ])('finds creatinine by name in a value of %s', (unit) => {
    expect(likenessOf('Creatinine', unit)).toBe('name');
  });

  it.each(['2160-0', '14682-9', '38483-4', '59826-8', '77140-2', 'NPU01807', 'NPU04998', 'NPU18016'])(
    'knows the standard code %s in either coding',
    (code) => {
      expect(likenessOf('', '', code)).toBe('name');
      const alternate = { code, system: 'LN' };
      expect(creatinineLikeness({ code: 'X', system: 'L', text: '', unit: '', alternate })).toBe('name');
    },
  );

  it.each(['Safe', 'Feldtest', 'Cfe', 'XNH3', 'Rameau', 'NH5', 'Zins'])(
    'takes %s in µmol/L as likely, though it resembles another analyte',
    (text) => {
      expect(likenessOf(text, 'µmol/L')).toBe('unit');
    },
  );

  it.each(['', 'L123', 'Κρεατινίνη', 'Quantité 7', 'Креатинин'])(
    'takes an unknown name in µmol/L as likely: %j',
    (text) => {
      expect(likenessOf(text, 'µmol/L')).toBe('unit');
      for (const unit of ['mg/dL', 'mmol/L']) expect(likenessOf(text, unit)).toBeNull();
    },
  );

  it.each([
    ...[
      'Bilirubin',
      'Bilirubine totale',
      'Bilirrubina',
      'Bilirubina totale',
      'Total Bili',
      'Urate',
      'Uric acid',
    ],
    ...[
      'Harnsäure',
      'Acide urique',
      'Ácido úrico',
      'Acido urico',
      'Urinezuur',
      'Iron',
      'Eisen',
      'Fer sérique',
    ],
    ...[
      'Hierro',
      'Ferro',
      'IJzer',
      'Ammonia',
      'Ammoniak',
      'Amonio',
      'Zinc',
      'Zink',
      'Copper',
      'Kupfer',
      'TIBC',
    ],
    ...['Homocysteine', 'Bile acids', 'Gallensäuren', 'Urine urea', 'Fe', 'S-Fe', 'NH3', 'NH4+', 'Rame'],
  ])('knows another analyte in µmol/L: %s', (text) => {
    expect(likenessOf(text, 'umol/L')).toBeNull();
  });
});
