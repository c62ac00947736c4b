import * as fc from 'fast-check';
import { identity, type ResultIdentity } from './identity';

const result: ResultIdentity = {
  patientId: identity.patientId('H|1'),
  analyte: 'creatinine',
  order: 'L1',
  observedAt: '2024-01-20T22:43:00.000Z',
  subId: '1',
  umolPerL: '81.2456',
};

describe('an id', () => {
  it('is the same in every version: stored data hangs on it', () => {
    expect(identity.patientId('H|900000017')).toBe('e6cabd13-89a4-31eb-bd12-687cc529bf83');
    expect(identity.resultId(result)).toBe('6c644ec5-fc11-77ca-9d75-b9193afb49a5');
    expect(identity.decisionId(identity.resultId(result), 1)).toBe('a94049ad-ae27-a3ff-5785-0873354897d5');
    expect(identity.alertId({ patientKey: 'H|1', resultId: 'r', level: 2, source: 'rule' })).toBe(
      '69b75d87-957f-4677-89fd-5348c84588f2',
    );
  });

  it('uses the value of a result only without an order number', () => {
    const other = { ...result, umolPerL: '99' };
    expect(identity.resultId(other)).toBe(identity.resultId(result));
    expect(identity.resultId({ ...other, order: '' })).not.toBe(identity.resultId({ ...result, order: '' }));
  });

  it('differs for a distinct result of one identity', () => {
    const distinct = identity.resultId({ ...result, distinct: 'CREA' });
    expect(distinct).not.toBe(identity.resultId(result));
    expect(identity.resultId({ ...result, distinct: '' })).toBe(identity.resultId(result));
  });

  it('uses the instant of a result, not its notation', () => {
    const written = { ...result, observedAt: '2024-01-20T23:43:00+01:00' };
    expect(identity.resultId(written)).toBe(identity.resultId(result));
  });

  it('differs where any part differs, also where the parts together read alike', () => {
    const parts = fc.record({
      patientKey: fc.string(),
      resultId: fc.string(),
      level: fc.nat(3),
      source: fc.string(),
    });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = JSON.stringify(Object.values(a)) === JSON.stringify(Object.values(b));
        expect(identity.alertId(a) === identity.alertId(b)).toBe(same);
      }),
    );
    expect(identity.alertId({ patientKey: 'ab', resultId: 'c', level: 1, source: 'rule' })).not.toBe(
      identity.alertId({ patientKey: 'a', resultId: 'bc', level: 1, source: 'rule' }),
    );
  });
});
