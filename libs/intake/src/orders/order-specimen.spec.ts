import * as fc from 'fast-check';
import { creatinine, extract, hl7, MSH, observationsOf } from '../intake.spec-support';
import { isNotBlood } from '../results/not-blood';

const OBX = 'OBX|1|NM|X||1';
const source = (field: string) => `OBR|1|P1${'|'.repeat(13)}${field}`;
const specimenOf = (...segments: string[]) => observationsOf(...segments)[0]?.specimen;

describe('the specimen of a result', () => {
  it.each([
    [
      'OBR-15 with subcomponents',
      [source('UR&Urine&HL70070'), OBX],
      { id: '', codes: ['UR'], text: 'Urine' },
    ],
    ['OBR-15 with components', [source('UR^Urine^L'), OBX], { id: '', codes: ['UR'], text: 'Urine, L' }],
    ['the free text of OBR-15', [source('^^24 h urine'), OBX], { id: '', codes: [], text: '24 h urine' }],
    [
      'both codings of SPM-4',
      [source('BLD'), OBX, 'SPM|1|P7^F7||24U^Sammelurin^L^122575003^Urine^SCT'],
      { id: 'F7', codes: ['24U', '122575003'], text: 'Sammelurin, Urine' },
    ],
    [
      'OBR-15 beside an SPM without a type',
      [source('SER'), OBX, 'SPM|1|P7'],
      { id: 'P7', codes: ['SER'], text: '' },
    ],
    ['no field', ['OBR|1|P1', OBX], undefined],
    ['neither of blood and urine', ['OBR|1|P1', OBX, 'SPM|1|S1||SER', 'SPM|2|S2||UR'], undefined],
    [
      'both of two specimens of urine, without a number',
      ['OBR|1|P1', OBX, 'SPM|1|S1||UR^Urine', 'SPM|2|S2||24U^Urine'],
      { id: '', codes: ['UR', '24U'], text: 'Urine' },
    ],
    [
      'OBR-15 beside a specimen of an unknown kind',
      [source('UR'), OBX, 'SPM|1|P7||K9'],
      { id: 'P7', codes: ['UR'], text: '' },
    ],
    [
      'SPM-4 of an unknown kind beside OBR-15 of another',
      [source('Z1'), OBX, 'SPM|1|P7||K9'],
      { id: 'P7', codes: ['K9'], text: '' },
    ],
  ])('comes from %s', (_case, segments, expected) => {
    expect(specimenOf(...segments)).toEqual(expected);
  });
});

describe('an order with several specimens', () => {
  const BLOOD = ['SER', 'plas', 'BLD', '^Serum', 'K1^EDTA plasma', '^^^119364003'];
  const OTHER = ['UR', 'ur^Urine', '^Sammelurin', 'K2^Dialysat', 'CSF', '^^^122575003'];
  const UNKNOWN = ['', 'K3', '^Tube 4'];
  const spm = (types: readonly string[]) => types.map((type, index) => `SPM|${index}|S${index}||${type}`);
  const results = (before: string[], after: string[]) =>
    isNotBlood({ ...creatinine, specimen: specimenOf(...before, OBX, ...after) });

  it.each([
    ['two of urine', '', ['UR^Urine', 'UR^Urine'], true],
    ['two without a type, and urine in OBR-15', 'UR', ['', ''], true],
    ['two of an unknown type, and urine in OBR-15', 'UR', ['K1', 'K2'], true],
    ['urine and one without a type', '', ['', 'UR'], true],
    ['urine and dialysate', '', ['^Urine', '^Dialysate'], true],
    ['urine, and blood in OBR-15', 'SER', ['UR', 'UR'], true],
    ['serum and urine', '', ['SER', 'UR'], false],
    ['serum and urine, and urine in OBR-15', 'UR', ['SER', 'UR'], false],
    ['two of serum, and urine in OBR-15', 'UR', ['SER', '^Serum'], false],
    ['two without a type', '', ['', ''], false],
  ])('decides if %s count as blood', (_case, obr15, types, expected) => {
    expect(results([source(obr15)], spm(types))).toBe(expected);
    expect(results([...spm(types), source(obr15)], [])).toBe(expected);
  });

  it('counts as another fluid if a specimen is, and none is blood', () => {
    const types = fc.array(fc.constantFrom(...BLOOD, ...OTHER, ...UNKNOWN), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(types, fc.constantFrom(...BLOOD, ...OTHER, ...UNKNOWN), (all, obr15) => {
        const has = (kind: readonly string[]) => all.some((type) => kind.includes(type));
        const isUnknown = !has(BLOOD) && !has(OTHER);
        const expected = isUnknown ? OTHER.includes(obr15) : has(OTHER) && !has(BLOOD);
        const ofOrder = source(obr15.replace(/\^/g, '&'));
        expect(results([ofOrder], spm(all))).toBe(expected);
      }),
    );
  });
});

describe('a specimen code that the feed names as not blood', () => {
  const isOther = (otherSpecimens: string[], ...segments: string[]) => {
    const [observation = creatinine] = extract(hl7(MSH, 'PID|1||1', ...segments), {
      otherSpecimens,
    }).observations;
    return isNotBlood({ ...creatinine, ...observation });
  };
  const spm = (type: string) => `SPM|1|S1||${type}`;

  it.each(['U', 'URN', 'DIAL', 'ASC'])('does not count as blood: %s', (code) => {
    const forms = [
      ['OBR|1|P1', OBX, spm(code)],
      ['OBR|1|P1', OBX, spm(code.toLowerCase())],
      ['OBR|1|P1', OBX, spm(`X^^L^${code}^^L`)],
      ['OBR|1|P1', OBX, spm(code), spm('')],
      [source(code), OBX],
      [source(`${code}&&L`), OBX],
    ];
    for (const segments of forms) {
      expect(isOther([], ...segments)).toBe(false);
      expect(isOther(['K9'], ...segments)).toBe(false);
      expect(isOther(['K9', code.toLowerCase()], ...segments)).toBe(true);
    }
  });

  it('leaves an order with blood beside it undecided', () => {
    expect(isOther(['URN'], 'OBR|1|P1', OBX, spm('URN'), spm('SER'))).toBe(false);
  });

  it('matches whole codes, not their beginning or a word', () => {
    expect(isOther(['URN'], 'OBR|1|P1', OBX, spm('URN2'))).toBe(false);
    expect(isOther(['URN'], 'OBR|1|P1', OBX, spm('K1^URN'))).toBe(false);
  });
});
