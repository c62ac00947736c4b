import { creatinine, DEFAULT_CODES } from '../intake.spec-support';
import { unmappedReason } from './unmapped-creatinine';

const local = { ...creatinine, code: 'KREA', text: 'Kreatinin' };
const unnamed = { ...creatinine, code: '4711', unit: 'umol/L' };
const urine = { id: '', codes: ['UR'], text: '' };

describe('unmappedReason', () => {
  it.each([
    ['a configured code', creatinine, 'ORU^R01', null],
    ['a configured code in a message without results', creatinine, 'MDM^T02', 'message-type'],
    ['the name of creatinine', local, 'ORU^R01', 'name'],
    ['the name of creatinine in another result message', local, 'OUL^R22', 'name'],
    ['the name of creatinine in a message without results', local, 'ADT^A01', 'message-type'],
    ['the unit of creatinine', unnamed, 'ORU^R01', 'unit'],
    ['the unit of creatinine in a message without results', unnamed, 'ADT^A01', null],
    ['creatinine in urine', { ...local, specimen: urine }, 'ORU^R01', null],
    ['another analyte', { ...creatinine, code: 'NA', text: 'Sodium', unit: 'mmol/L' }, 'ORU^R01', null],
  ])('classifies %s', (_case, observation, type, reason) => {
    expect(unmappedReason(observation, type, DEFAULT_CODES)).toBe(reason);
  });
});
