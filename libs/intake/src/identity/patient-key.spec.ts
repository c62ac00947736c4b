import { patientKey } from './patient-key';

describe('patientKey', () => {
  it('trims authority and number and keeps leading zeros', () => {
    expect(patientKey(' A ', ' 0042 ')).toBe('A|0042');
  });

  it('tells the same number of two authorities apart', () => {
    expect(patientKey('B', '0042')).not.toBe(patientKey('A', '0042'));
  });
});
