import { akiAlert } from '@renwatch/testing';
import { pageOf } from './page';

describe('a page', () => {
  it.each([
    ['20240120224359', '20240120224359'],
    ['202401202243', '20240120224300'],
    ['2024012022', '20240120220000'],
    ['20240120', '20240120000000'],
    ['202412', '20241201000000'],
    ['2024', '20240101000000'],
  ])('prints the local time %s as %s, whatever its instant is', (local, printed) => {
    const alert = akiAlert({
      observedAt: { local, instant: '1999-12-31T23:59:59.000Z', precision: 'minute' },
    });
    expect(pageOf(alert).body).toBe(`900000017,${printed}`);
  });

  it('names the bare MRN, as text', () => {
    const patient = { key: 'H|00123', authority: 'H', mrn: '00123' };
    expect(pageOf(akiAlert({ patient })).body).toBe('00123,20240120224300');
  });

  it('of the model alone is of level 1', () => {
    expect(pageOf(akiAlert({ stage: 0, source: 'model' })).level).toBe(1);
  });
});
