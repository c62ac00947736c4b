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
    ['USASCII', 'us-ascii'],
    ['ANSI X3.4', 'us-ascii'],
    ['ISO IR6', 'us-ascii'],
    ['UTF8', 'utf-8'],
    ['ISO IR192', 'utf-8'],
    ...['ISO IR14', 'Shift_JIS', 'SJIS', 'CP932', 'Windows-31J', 'MS932'].map((name) => [name, 'shift_jis']),
    ...['ISO IR87', 'ISO IR159', 'ISO-2022-JP'].map((name) => [name, 'iso-2022-jp']),
    ['EUC-JP', 'euc-jp'],
    ...['GB 18030-2000', 'GB18030', 'GB2312', 'GBK'].map((name) => [name, 'gb18030']),
    ...['KS X 1001', 'EUC-KR', 'CP949'].map((name) => [name, 'euc-kr']),
    ['BIG-5', 'big5'],
    ['KOI8-R', 'koi8-r'],
    ...['101', '109', '110'].map((ir, i) => [`ISO IR${ir}`, `iso-8859-${i + 2}`]),
    ...['127', '126', '138', '148'].map((ir, i) => [`ISO IR${ir}`, `iso-8859-${i + 6}`]),
    ['ISO IR203', 'iso-8859-15'],
    ['windows-1252', 'windows-1252'],
    ['CP1258', 'windows-1258'],
    ['Windows-874', 'windows-874'],
  ])('reads %j as %s', (name, charset) => {
    expect(charsetNamed(name)).toBe(charset);
  });

  it.each([
    '',
    '8859/0',
    '8859/12',
    '8859/17',
    '8859/115',
    'no such',
    'constructor',
    'x8859/1',
    '8859/1x',
    'ISO IR',
    'ISO IR1000',
    'CP1259',
    'xCP1252',
    'CP12520',
  ])('does not know %j', (name) => {
    expect(charsetNamed(name)).toBeUndefined();
  });
});
