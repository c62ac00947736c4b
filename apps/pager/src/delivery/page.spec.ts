import { pageRequestBody } from '@renwatch/events';
import { akiAlert } from '@renwatch/testing';
import { isPageable, pageOf } from './page';

describe('pageOf', () => {
  it.each([
    ['20240120224359', '20240120224359'],
    ['202401202243', '20240120224300'],
    ['2024012022', '20240120220000'],
    ['20240120', '20240120000000'],
    ['202412', '20241201000000'],
    ['2024', '20240101000000'],
  ])('prints the local time %s as %s', (local, printed) => {
    const alert = akiAlert({
      observedAt: { local, instant: '1999-12-31T23:59:59.000Z', precision: 'minute' },
    });
    expect(pageOf(alert).body).toBe(`900000017,${printed}`);
  });

  it('prints the bare MRN with its leading zeros', () => {
    const patient = { key: 'H|00123', authority: 'H', mrn: '00123' };
    expect(pageOf(akiAlert({ patient })).body).toBe('00123,20240120224300');
  });

  it.each(['123', '00 12', 'A-1/2', 'Ä9', '患1'])('can write the patient number %s', (mrn) => {
    expect(isPageable({ mrn })).toBe(true);
    const patient = { key: `H|${mrn}`, authority: 'H', mrn };
    expect(pageRequestBody.safeParse(pageOf(akiAlert({ patient })).body).success).toBe(true);
  });

  it.each([',', '1,', '1\r', '\n1', '1\u0000', '1\u0085', '1\u2029'])(
    'cannot write the patient number %j',
    (mrn) => {
      expect(isPageable({ mrn })).toBe(false);
      expect(pageRequestBody.safeParse(`${mrn},20240120224300`).success).toBe(false);
    },
  );

  it('gives an alert that only the model raised level 1', () => {
    expect(pageOf(akiAlert({ stage: 0, source: 'model' })).level).toBe(1);
  });
});
