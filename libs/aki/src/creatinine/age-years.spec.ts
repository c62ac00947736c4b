import { ageYears } from './age-years';

const at = Date.UTC(2024, 2, 31, 0, 54);

describe('ageYears', () => {
  it.each([
    ['2006-03-31', 18],
    ['2006-04-01', 17],
    ['1924-02-29', 100],
    ['2024-03-31', 0],
    ['2024-04-01', null],
    ['1890-01-01', null],
    ['1970-13-01', null],
    ['1970', null],
    [null, null],
  ])('of a patient born %p is %p', (birthDate, years) => {
    expect(ageYears({ birthDate }, at)).toBe(years);
  });
});
