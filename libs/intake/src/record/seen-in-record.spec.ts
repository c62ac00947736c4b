import { creatinine, DEFAULT_CODES, oru } from '../intake.spec-support';
import { seenInRecord } from './seen-in-record';

const krea = { ...creatinine, code: 'KREA', text: 'Kreatinin', unit: 'umol/L' };

describe('seenInRecord', () => {
  it('counts each code once, with the reason that it is not read', () => {
    const record = { ...oru, observations: [creatinine, krea, { ...krea, value: '99' }] };
    expect(seenInRecord(record, DEFAULT_CODES)).toEqual({
      type: 'ORU^R01',
      codes: [
        { code: 'CREATININE', system: '', name: '', unit: '', isMapped: true, unmapped: null, count: 1 },
        {
          code: 'KREA',
          system: '',
          name: 'Kreatinin',
          unit: 'umol/L',
          isMapped: false,
          unmapped: 'name',
          count: 2,
        },
      ],
    });
  });

  it('keeps the specimens of one code apart', () => {
    const urine = { ...krea, specimen: { id: '', codes: ['UR'], text: '' } };
    const { codes } = seenInRecord({ ...oru, observations: [urine, krea] }, DEFAULT_CODES);
    expect(codes.map(({ unmapped }) => unmapped)).toEqual([null, 'name']);
  });

  it('reports creatinine in a message type without results', () => {
    const record = { ...oru, type: 'MDM^T02', observations: [krea] };
    expect(seenInRecord(record, DEFAULT_CODES)).toMatchObject({
      codes: [{ unmapped: 'message-type' }],
    });
  });
});
