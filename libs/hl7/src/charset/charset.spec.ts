import { charsetNamed } from './charset';

describe('the charset that MSH-18 names', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16])(
    'reads 8859/%i as that part of ISO 8859',
    (part) => {
      for (const name of [`8859/${part}`, `ISO-8859-${part}`, `iso_8859/${part}`])
        expect(charsetNamed(name)).toBe(`iso-8859-${part}`);
    },
  );

  it.each([
    ['8859/11', 'windows-874'],
    ['ISO IR100', 'iso-8859-1'],
    ['ISO IR144', 'iso-8859-5'],
    ['ASCII', 'us-ascii'],
    ['UNICODE', 'utf-8'],
    ['UNICODE UTF-8', 'utf-8'],
    ['windows-1252', 'windows-1252'],
  ])('reads %j as %s', (name, charset) => {
    expect(charsetNamed(name)).toBe(charset);
  });

  it.each(['', '8859/0', '8859/12', '8859/17', '8859/115', 'no such', 'constructor'])(
    'does not know %j',
    (name) => {
      expect(charsetNamed(name)).toBeUndefined();
    },
  );
});
