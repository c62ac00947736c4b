import { ageYears } from './age-years';

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
    ['1970', null],
    [null, null],
  ])('counts years since birth: %p is %p', (birthDate, years) => {
    expect(ageYears({ birthDate }, at)).toBe(years);
  });

  it('compares days only within the month of birth', () => {
    expect(ageYears({ birthDate: '2006-02-28' }, Date.UTC(2024, 2, 15))).toBe(18);
    expect(ageYears({ birthDate: '2006-03-16' }, Date.UTC(2024, 2, 15))).toBe(17);
  });
});
