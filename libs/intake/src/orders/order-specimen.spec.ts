import { observationsOf } from '../intake.spec-support';

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
    ['none of two specimens', ['OBR|1|P1', OBX, 'SPM|1|S1||SER', 'SPM|2|S2||UR'], undefined],
  ])('comes from %s', (_case, segments, expected) => {
    expect(specimenOf(...segments)).toEqual(expected);
  });
});
