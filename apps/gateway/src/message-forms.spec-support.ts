import { hl7 } from './gateway.spec-support';

/** A frame in one of the forms that senders use, and the records it must become. */
export interface MessageForm {
  name: string;
  frame: Buffer;
  /** The bytes of each record on the topic, and fields that it must have. */
  records: readonly { raw: Buffer; parts: object }[];
}

interface Given {
  type?: string;
  version?: string;
  /** MSH-2. */
  encoding?: string;
  charset?: string;
  sent?: string;
  /** The rest of PID after the patient's number. */
  pid?: string;
  /** Each OBX, from OBX-2 on. */
  obx?: readonly string[];
  obr?: string;
  more?: readonly string[];
}

const OBSERVED = '20240331001500';
const WITHOUT_ZONE = { local: OBSERVED, instant: '2024-03-31T00:15:00.000Z', precision: 'second' };
let count = 0;

/** Builds the segments of a message with a control id and patient of its own. */
function segments(given: Given): string[] {
  count += 1;
  const {
    type = 'ORU^R01',
    version = '2.5',
    encoding = '^~\\&',
    charset = '',
    sent = '20240331003000',
  } = given;
  const header = ['MSH', encoding, 'LAB', 'RRK', '', '', sent, '', type, `c${count}`, 'P', version];
  if (charset !== '') header.push('', '', '', '', '', charset);
  const pid = `PID|1||form-${count}${given.pid ?? '||||19840203|F'}`;
  const results = (given.obx ?? []).map((obx, i) => `OBX|${i + 1}|${obx}`);
  const order = results.length === 0 ? [] : [`OBR|1||F1||||${given.obr ?? OBSERVED}`];
  return [header.join('|'), pid, ...order, ...results, ...(given.more ?? [])];
}

function form(
  name: string,
  given: Given,
  parts: object,
  write: (text: string[]) => Buffer = (text) => hl7(...text),
): MessageForm {
  const frame = write(segments(given));
  return { name, frame, records: [{ raw: frame, parts }] };
}

const CREATININE = 'NM|CREATININE||80|umol/L|||||F';
const observed = (parts: object) => ({ observations: [parts] });
const value = (name: string, obx: string, parts: object): MessageForm =>
  form(name, { obx: [obx] }, observed(parts));
const escaped = (name: string, text: string, found: string, encoding?: string): MessageForm =>
  form(
    `the escape ${name}`,
    { obx: [`TX|NOTE||${text}`], ...(encoding === undefined ? {} : { encoding }) },
    observed({ value: found }),
  );
const timed = (text: string, local: string, instant: string, precision: string): MessageForm =>
  form(
    `a time like ${text}`,
    { obx: [CREATININE], obr: text },
    observed({ observedAt: { local, instant, precision } }),
  );
const charset = (name: string, bytes: string, text: string): MessageForm =>
  form(
    name === '' ? 'UTF-8 without MSH-18' : `the character set ${name}`,
    { charset: name, obx: [`NM|CREATININE^@||80`] },
    observed({ text, value: '80' }),
    (lines) => {
      const [before = '', after = ''] = hl7(...lines)
        .toString('latin1')
        .split('@');
      return Buffer.concat([
        Buffer.from(before, 'latin1'),
        Buffer.from(bytes, 'hex'),
        Buffer.from(after, 'latin1'),
      ]);
    },
  );
const event = (trigger: string, name: string, more: readonly string[], parts: object): MessageForm =>
  form(
    `${trigger}, ${name}`,
    { type: `ADT^${trigger}`, more },
    { type: `ADT^${trigger}`, observations: [], ...parts },
  );

function batch(): MessageForm {
  const messages = [1, 2].map((n) => hl7(...segments({ obx: [`NM|CREATININE||8${n}`] })));
  const frame = Buffer.concat([hl7('FHS|^~\\&|LAB', 'BHS|^~\\&|LAB'), ...messages, hl7('BTS|2', 'FTS|1')]);
  const records = messages.map((raw, i) => ({ raw, parts: observed({ value: `8${i + 1}` }) }));
  return { name: 'a batch in its envelopes', frame, records };
}

const result = {
  patient: { authority: 'local', birthDate: '1984-02-03', sex: 'F' },
  ...observed({
    code: 'CREATININE',
    value: '80',
    unit: 'umol/L',
    status: 'F',
    order: 'F1',
    observedAt: WITHOUT_ZONE,
  }),
};
const whole: Given = { obx: [CREATININE] };
/** From 2.3.1 on, MSH-9 also names its structure; from 2.7 on, MSH-2 has a fifth character. */
const versioned = (version: string): Given => ({
  ...whole,
  version,
  type: version < '2.3.1' ? 'ORU^R01' : 'ORU^R01^ORU_R01',
  encoding: version < '2.7' ? '^~\\&' : '^~\\&#',
});
const ended = (end: string) => (lines: string[]) =>
  Buffer.from(lines.map((line) => `${line}${end}`).join(''));
/** Replaces each usual separator. */
const OTHERS: Readonly<Record<string, string>> = { '|': '#', '^': ':', '~': '*', '\\': '!', '&': '$' };
const otherSeparators = (lines: string[]) =>
  hl7(...lines.map((line) => line.replaceAll(/[|^~\\&]/g, (separator) => OTHERS[separator] ?? separator)));

/** The features of HL7 v2 that a feed may use, each in a message of its own; all are answered AA. */
export const MESSAGE_FORMS: readonly MessageForm[] = [
  form('segments that end with CR', whole, result),
  form('segments that end with LF', whole, result, ended('\n')),
  form('segments that end with CRLF', whole, result, ended('\r\n')),
  form('no CR after the last segment', whole, result, (lines) => Buffer.from(lines.join('\r'))),
  form(
    'separators of its own',
    { obx: ['SN|CREATININE||<^10~11', 'TX|NOTE||a\\S\\b\\R\\c\\E\\d\\T\\e\\F\\f'] },
    { type: 'ORU^R01', observations: [{ value: '<^10' }, { value: 'a:b*c!d$e#f' }] },
    otherSeparators,
  ),
  escaped('\\F\\', 'a\\F\\b', 'a|b'),
  escaped('\\S\\', 'a\\S\\b', 'a^b'),
  escaped('\\T\\', 'a\\T\\b', 'a&b'),
  escaped('\\R\\', 'a\\R\\b', 'a~b'),
  escaped('\\E\\', 'a\\E\\b', 'a\\b'),
  escaped('\\P\\ of a fifth encoding character', 'a\\P\\b', 'a#b', '^~\\&#'),
  escaped('\\P\\ without a fifth encoding character, as it is', 'a\\P\\b', 'a\\P\\b'),
  escaped('\\X..\\', '\\X4142C3A9\\', 'ABé'),
  escaped('\\.br\\', 'a\\.br\\b', 'a\nb'),
  escaped('\\C..\\, as it is', 'a\\C2842\\b', 'a\\C2842\\b'),
  escaped('\\M..\\, as it is', 'a\\M244200\\b', 'a\\M244200\\b'),
  escaped('of an unknown letter, as it is', 'a\\Q\\b', 'a\\Q\\b'),
  escaped('of invalid hexadecimal, as it is', 'a\\X4G\\b', 'a\\X4G\\b'),
  escaped('without its end, as it is', 'a\\Sb', 'a\\Sb'),
  value('"", the order to delete', 'NM|CREATININE||""', { value: '' }),
  value('no value', 'NM|CREATININE', { value: '' }),
  form('a birth date and sex to delete', { pid: '||||""|""' }, { patient: { birthDate: null, sex: 'U' } }),
  charset('ASCII', '61', 'a'),
  charset('8859/1', 'fc', 'ü'),
  charset('8859/2', 'b1', 'ą'),
  charset('8859/3', 'a6', 'Ĥ'),
  charset('8859/4', 'bf', 'ŋ'),
  charset('8859/5', 'b4', 'Д'),
  charset('8859/6', 'c7', 'ا'),
  charset('8859/7', 'd9', 'Ω'),
  charset('8859/8', 'e0', 'א'),
  charset('8859/9', 'fe', 'ş'),
  charset('8859/10', 'bd', '―'),
  charset('8859/13', 'e0', 'ą'),
  charset('8859/14', 'd0', 'Ŵ'),
  charset('8859/15', 'a4', '€'),
  charset('UNICODE UTF-8', 'c3bc', 'ü'),
  charset('', 'c3bc', 'ü'),
  batch(),
  form(
    'an ADD segment',
    { obx: ['ST|CREATININE||LESS THAN'], more: ['ADD| 0.4|mg/dL'] },
    observed({ value: 'LESS THAN 0.4', unit: 'mg/dL' }),
  ),
  form(
    'segments of the sender’s own definition',
    { ...whole, more: ['ZOB|1|NM|CREATININE||999', 'Z01'] },
    result,
  ),
  ...['2.1', '2.2', '2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.7.1', '2.8', '2.8.2', '2.9'].map(
    (version) => form(`version ${version}`, versioned(version), { ...result, type: 'ORU^R01' }),
  ),
  timed('2024', '2024', '2024-01-01T00:00:00.000Z', 'year'),
  timed('202403', '202403', '2024-03-01T00:00:00.000Z', 'month'),
  timed('20240331', '20240331', '2024-03-31T00:00:00.000Z', 'day'),
  timed('2024033100', '2024033100', '2024-03-31T00:00:00.000Z', 'hour'),
  timed('202403310015', '202403310015', '2024-03-31T00:15:00.000Z', 'minute'),
  timed('20240331001500', OBSERVED, '2024-03-31T00:15:00.000Z', 'second'),
  timed('20240331001500.1234', OBSERVED, '2024-03-31T00:15:00.123Z', 'fraction'),
  timed('20240331001500+0100', OBSERVED, '2024-03-30T23:15:00.000Z', 'second'),
  timed('20240331001500.5-0530', OBSERVED, '2024-03-31T05:45:00.500Z', 'fraction'),
  form(
    'the zone of its header',
    { ...whole, sent: '20240331003000+0200' },
    observed({ observedAt: { ...WITHOUT_ZONE, instant: '2024-03-30T22:15:00.000Z' } }),
  ),
  event('A40', 'a merge', ['MRG|old-1'], { merge: { key: 'local|old-1', mrn: 'old-1' } }),
  event(
    'A01',
    'an admission with a relative',
    ['NK1|1|TESTPERSON BO', `PV1|1|I|W^1^2${'|'.repeat(16)}V-17`],
    { visit: { number: 'V-17', patientClass: 'I' } },
  ),
  event('A03', 'a discharge', ['PV1|1|I'], { patient: { birthDate: '1984-02-03', sex: 'F' } }),
  event('A08', 'an update', [], { patient: { birthDate: '1984-02-03', sex: 'F' } }),
  event('A31', 'an update of the person', [], { patient: { birthDate: '1984-02-03', sex: 'F' } }),
  event('A11', 'a cancelled admission', ['PV1|1|I'], { merge: null }),
  event('A13', 'a cancelled discharge', ['PV1|1|I'], { merge: null }),
  ...['P', 'F', 'C', 'D', 'W', 'X'].map((status) =>
    value(`the status ${status}`, `NM|CREATININE||80|umol/L|||||${status}`, { value: '80', status }),
  ),
  value('a number', 'NM|CREATININE||103.4', { valueType: 'NM', value: '103.4' }),
  value('a structured number with a comparator', 'SN|CREATININE||<^10', { valueType: 'SN', value: '<^10' }),
  value('a structured range', 'SN|CREATININE||^1^-^2', { valueType: 'SN', value: '^1^-^2' }),
  value('a number in words', 'ST|CREATININE||LESS THAN 0.4', { valueType: 'ST', value: 'LESS THAN 0.4' }),
  form(
    'a message type that no consumer reads',
    { type: 'MDM^T02', more: ['TXA|1|CN'] },
    { type: 'MDM^T02', observations: [] },
  ),
];

/** Frames that hold no message: dead-lettered whole, answered AR. */
export const REFUSED_FORMS: readonly { name: string; frame: Buffer }[] = [
  { name: 'no header', frame: hl7('PID|1||form-refused') },
  { name: 'a header without separators', frame: hl7('MSH') },
  { name: 'envelopes without a message', frame: hl7('FHS|^~\\&|form-refused', 'BTS|0', 'FTS|0') },
  {
    name: 'arbitrary bytes',
    frame: Buffer.from(
      Array.from({ length: 256 }, (_byte, i) => (i + 29) % 256).filter(
        (byte) => ![0x0b, 0x1c].includes(byte),
      ),
    ),
  },
];
