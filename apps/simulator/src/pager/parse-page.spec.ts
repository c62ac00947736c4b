import * as fc from 'fast-check';
import { parsePage } from './parse-page';

describe('parsePage', () => {
  it.each([
    ['1234567,20240331005400', { ok: true, mrn: '1234567', time: '20240331005400' }],
    ['1234567', { ok: true, mrn: '1234567', time: undefined }],
    ['1234,202401221000', { ok: true, mrn: '1234', time: '20240122100000' }],
    ['0012,20240229235959', { ok: true, mrn: '0012', time: '20240229235959' }],
    [' 12,20240331005400', { ok: true, mrn: '12', time: '20240331005400' }],
    ['12\n', { ok: true, mrn: '12', time: undefined }],
    ['\t12 ,202403310054', { ok: true, mrn: '12', time: '20240331005400' }],
    ['-12', { ok: true, mrn: '-12', time: undefined }],
    ['+1_2', { ok: true, mrn: '+1_2', time: undefined }],
  ])('accepts %j', (body, page) => {
    expect(parsePage(body)).toEqual(page);
  });

  it.each([
    ['', 'the MRN is not a number'],
    [',20240331005400', 'the MRN is not a number'],
    [' ', 'the MRN is not a number'],
    ['1 2', 'the MRN is not a number'],
    ['1__2', 'the MRN is not a number'],
    ['\xa012', 'the MRN is not a number'],
    ['1.0', 'the MRN is not a number'],
    ['NHS1234', 'the MRN is not a number'],
    ['NHS1234,20240331005400', 'the MRN is not a number'],
    ['9'.repeat(65), 'the MRN is too long'],
    ['12,', 'the time is not YYYYMMDDhhmmss'],
    ['12,2024033100', 'the time is not YYYYMMDDhhmmss'],
    ['12,2024033100540', 'the time is not YYYYMMDDhhmmss'],
    ['12,202403312400', 'the time is not YYYYMMDDhhmmss'],
    ['12, 20240331005400', 'the time is not YYYYMMDDhhmmss'],
    ['12,20240331005400\n', 'the time is not YYYYMMDDhhmmss'],
    ['12,20230229000000', 'the time is not YYYYMMDDhhmmss'],
    ['12,20240331240000', 'the time is not YYYYMMDDhhmmss'],
    ['12,20240331005400,3', 'more than one comma'],
  ])('refuses %j', (body, reason) => {
    expect(parsePage(body)).toEqual({ ok: false, reason });
  });

  it('accepts every time of the calendar', () => {
    const min = new Date('1900-01-01T00:00:00Z');
    const max = new Date('2200-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        const time = date.toISOString().replace(/\D/g, '').slice(0, 14);
        expect(parsePage(`12,${time}`)).toEqual({ ok: true, mrn: '12', time });
      }),
    );
  });
});
