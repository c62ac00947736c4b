import * as fc from 'fast-check';
import { ageSpan, ageYears } from './age-years';

const at = Date.UTC(2024, 2, 31, 0, 54);

describe('ageYears', () => {
  it.each([
    ['2006-03-31', 18],
    ['2006-04-01', 17],
    ['1924-02-29', 100],
    ['2024-03-31', 0],
    ['2024-04-01', null],
    ['1894-03-31', 130],
    ['1894-03-30', 130],
    ['1893-03-31', null],
    ['1890-01-01', null],
    ['2006-02-28', 18],
    ['2006-05-01', 17],
    ['2023-02-29', null],
    ['2023-03-00', null],
    ['x2006-03-31', null],
    ['2006-03-31x', null],
    ['1970-13-01', null],
    ['19700', null],
    ['1970-1', null],
    ['1970-13', null],
    ['1970', 53],
    ['1970-04', 53],
    ['1970-02', 54],
    [null, null],
  ])('counts years since birth: %p is %p', (birthDate, years) => {
    expect(ageYears({ birthDate }, at)).toBe(years);
  });

  it('compares days only within the month of birth', () => {
    expect(ageYears({ birthDate: '2006-02-28' }, Date.UTC(2024, 2, 15))).toBe(18);
    expect(ageYears({ birthDate: '2006-03-16' }, Date.UTC(2024, 2, 15))).toBe(17);
    expect(ageYears({ birthDate: '2006-03-15' }, Date.UTC(2024, 2, 15))).toBe(18);
  });
});

describe('ageSpan', () => {
  it.each([
    ['2006-03-31', 18, 18],
    ['2006', 17, 18],
    ['2006-03', 18, 18],
    ['2006-02', 18, 18],
    ['2006-04', 17, 17],
    ['2016', 7, 8],
    ['2024', 0, 0],
    ['1893', 130, 130],
  ])('gives the ages that %s allows', (birthDate, youngest, oldest) => {
    expect(ageSpan({ birthDate }, at)).toEqual({ youngest, oldest });
  });

  it.each(['2025', '2024-04', '1892', '1893-02', ''])('gives none for %j', (birthDate) => {
    expect(ageSpan({ birthDate }, at)).toBeNull();
  });

  it('holds the age by every day that a part allows', () => {
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2024-03-30'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(4, 7), (born, length) => {
        const birthDate = born.toISOString().slice(0, 10);
        const age = ageYears({ birthDate }, at) ?? NaN;
        const span = ageSpan({ birthDate: birthDate.slice(0, length) }, at);
        expect(age).toBeGreaterThanOrEqual(span?.youngest ?? NaN);
        expect(age).toBeLessThanOrEqual(span?.oldest ?? NaN);
      }),
    );
  });
});
