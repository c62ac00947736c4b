/** A label of the WHATWG encoding standard, except that `iso-8859-1` means ISO 8859-1 itself. */
export type Charset = string;

/** HL7 table 0211 and the names that senders use instead, in upper case, letters and digits only. */
const NAMES: Readonly<Record<string, Charset>> = {
  ASCII: 'us-ascii',
  USASCII: 'us-ascii',
  ANSIX34: 'us-ascii',
  ISOIR6: 'us-ascii',
  UNICODE: 'utf-8',
  UNICODEUTF8: 'utf-8',
  UTF8: 'utf-8',
  ISOIR192: 'utf-8',
  ISOIR14: 'shift_jis',
  SHIFTJIS: 'shift_jis',
  SJIS: 'shift_jis',
  CP932: 'shift_jis',
  WINDOWS31J: 'shift_jis',
  MS932: 'shift_jis',
  ISOIR87: 'iso-2022-jp',
  ISOIR159: 'iso-2022-jp',
  ISO2022JP: 'iso-2022-jp',
  EUCJP: 'euc-jp',
  GB180302000: 'gb18030',
  GB18030: 'gb18030',
  GB2312: 'gb18030',
  GBK: 'gb18030',
  KSX1001: 'euc-kr',
  EUCKR: 'euc-kr',
  CP949: 'euc-kr',
  BIG5: 'big5',
  KOI8R: 'koi8-r',
};

const ISO_IR: Readonly<Record<string, number>> = {
  100: 1,
  101: 2,
  109: 3,
  110: 4,
  144: 5,
  127: 6,
  126: 7,
  138: 8,
  148: 9,
  203: 15,
};
/** The parts of ISO 8859 that exist; part 12 was never published. */
const ISO_8859_PARTS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16]);

/** Returns the charset that a repetition of MSH-18 names; undefined if it is empty or unknown. */
export function charsetNamed(name: string): Charset | undefined {
  const key = name.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const known = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
  if (known !== undefined) return known;
  const iso = /^(?:ISO)?8859(\d{1,2})$/.exec(key)?.[1] ?? ISO_IR[/^ISOIR(\d{3})$/.exec(key)?.[1] ?? ''];
  if (iso !== undefined) return ISO_8859_PARTS.has(Number(iso)) ? iso8859(Number(iso)) : undefined;
  const windows = /^(?:WINDOWS|CP)(125[0-8]|874)$/.exec(key)?.[1];
  return windows === undefined ? undefined : `windows-${windows}`;
}

function iso8859(part: number): Charset {
  // The encoding standard has no label for part 11, which is a subset of Windows' Thai.
  return part === 11 ? 'windows-874' : `iso-8859-${part}`;
}
