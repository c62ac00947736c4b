/** The fields that a benchmark reads of every segment of a name, as `[field, component]`. */
export interface SegmentReads {
  readonly segment: string;
  readonly fields: readonly (readonly [field: number, component: number])[];
}

export interface BenchMessage {
  readonly name: string;
  /** Without an end of the last segment, because hl7parser refuses one. */
  readonly bytes: Buffer;
  readonly reads: readonly SegmentReads[];
}

const whole = (...fields: number[]): [number, number][] => fields.map((field) => [field, 1]);

const HEADER_READS: SegmentReads = { segment: 'MSH', fields: [[9, 1], [9, 2], ...whole(7, 10, 12)] };
const PATIENT_READS: SegmentReads = { segment: 'PID', fields: [...whole(3, 5, 7, 8), [5, 2]] };

const ANALYTES = [
  ['CREATININE', 'Creatinine', 'umol/L', '45-84', '118'],
  ['UREA', 'Urea', 'mmol/L', '2.5-7.8', '9.4'],
  ['SODIUM', 'Sodium', 'mmol/L', '133-146', '138'],
  ['POTASSIUM', 'Potassium', 'mmol/L', '3.5-5.3', '4.6'],
  ['CHLORIDE', 'Chloride', 'mmol/L', '95-108', '101'],
  ['BICARBONATE', 'Bicarbonate', 'mmol/L', '22-29', '23'],
  ['ALBUMIN', 'Albumin', 'g/L', '35-50', '37'],
  ['CALCIUM', 'Adjusted calcium', 'mmol/L', '2.20-2.60', '2.31'],
  ['PHOSPHATE', 'Inorganic phosphate', 'mmol/L', '0.80-1.50', '1.22'],
  ['CRP', 'C reactive protein', 'mg/L', '0-5', '41'],
] as const;

const PID =
  'PID|1||7004213^^^TRUST^MR||BARROW^ELSPETH^MARGARET^^MRS||19510417|F|||' +
  '14 Hazel Row^^Westerby^^WB4 2QD^GBR^H||01632960471^PRN^PH|||M|||||||||||||||N';

const RESULT_SEGMENTS = [
  'MSH|^~\\&|LABSYS|RRK|RENWATCH|TRUST|20240331003000+0100||ORU^R01^ORU_R01|LAB00000718264|P|2.5.1|||AL|NE||UNICODE UTF-8',
  PID,
  'PV1|1|I|RENAL^04^B^RRK^^^^2||||C3456^HOLT^JAMES^^^DR|||MED||||||||V0091827|||||||||||||||||||||||||20240329141500',
  'ORC|RE|O771204^EHR|L24031-0457^LABSYS||CM||||20240330223000',
  'OBR|1|O771204^EHR|L24031-0457^LABSYS|UE^Urea and electrolytes^L|||20240330224500|||||||20240330231500|BLD^Blood^HL70487|C3456^HOLT^JAMES^^^DR||||||20240331002900||CH|F',
  ...ANALYTES.map(
    ([code, name, unit, range, value], i) =>
      `OBX|${i + 1}|NM|${code}^${name}^L^^^|1|${value}|${unit}|${range}|${i % 3 === 0 ? 'H' : 'N'}|||F|||20240330224500|RRK^Westerby|TECH12^MOSS^ADA||ANALYSER-2|20240331001200`,
  ),
];

const ADMISSION_SEGMENTS = [
  'MSH|^~\\&|PAS|RRK|RENWATCH|TRUST|20240329141502+0100||ADT^A01^ADT_A01|PAS00000553190|P|2.5.1|||AL|NE||UNICODE UTF-8',
  'EVN|A01|20240329141500|||CLERK7^LOWE^SAM',
  `${PID}|||GB`,
  'PD1||||G8123456^MARSH^OWEN^^^DR^^^GMC|||||||||Westerby Surgery^^P84021',
  'NK1|1|BARROW^THOMAS^EDWARD|SPO^Spouse^HL70063|14 Hazel Row^^Westerby^^WB4 2QD^GBR^H|01632960472^PRN^PH',
  'PV1|1|I|RENAL^04^B^RRK^^^^2|EM|||C3456^HOLT^JAMES^^^DR|R4410^QUIN^ROSE^^^DR||MED||||19|||C3456^HOLT^JAMES^^^DR|IP|V0091827|||||||||||||||||||||||||20240329141500',
  'PV2||W|^Reduced urine output and vomiting for two days|||||20240329|20240403',
  'OBX|1|NM|WEIGHT^Body weight^L||71|kg|||||F|||20240329140200',
  'OBX|2|NM|HEIGHT^Body height^L||164|cm|||||F|||20240329140200',
  'AL1|1|DA^Drug allergy^HL70127|PEN^Penicillin^L|MO|Rash|20110502',
  'DG1|1||N17.9^Acute kidney failure, unspecified^I10|Acute kidney injury|20240329141500|A',
];

const messageOf = (name: string, segments: readonly string[], reads: readonly SegmentReads[]) => ({
  ...{ name, reads: [HEADER_READS, PATIENT_READS, ...reads] },
  bytes: Buffer.from(segments.join('\r'), 'latin1'),
});

/** A result message of 1.9 kB with ten observations, and an admission of 1 kB; made for this benchmark. */
export const BENCH_MESSAGES: readonly BenchMessage[] = [
  messageOf('ORU of 1.9 kB with 10 OBX', RESULT_SEGMENTS, [
    { segment: 'OBR', fields: [...whole(2, 3, 4, 7, 25)] },
    { segment: 'OBX', fields: [...whole(2, 3, 5, 6, 11, 14), [3, 2]] },
  ]),
  messageOf('ADT of 1 kB', ADMISSION_SEGMENTS, [{ segment: 'PV1', fields: whole(2, 3, 7, 19) }]),
];
