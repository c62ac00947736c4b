/** A message and the acknowledgement code that its sender must accept. */
export interface InteropMessage {
  name: string;
  text: string;
  code: 'AA' | 'AR' | 'CA';
}

/** Messages about one patient: an AKI of stage 3, a registration, enhanced mode, and one that is refused. */
export function interopMessages(mrn: string): InteropMessage[] {
  return [
    { name: '1-result', code: 'AA', text: resultText({ mrn, day: 9, value: 80 }) },
    { name: '2-result', code: 'AA', text: resultText({ mrn, day: 10, value: 300 }) },
    { name: '3-registration', code: 'AA', text: registrationText(mrn) },
    { name: '4-enhanced', code: 'CA', text: resultText({ mrn, day: 11, value: 90, modes: '|||AL|NE' }) },
    { name: '5-training', code: 'AR', text: resultText({ mrn, day: 12, value: 90, processing: 'T' }) },
  ];
}

interface ResultOptions {
  mrn: string;
  /** A time in June 2025. */
  day: number;
  value: number;
  /** MSH-11. */
  processing?: string;
  /** The fields from MSH-13 on. */
  modes?: string;
}

function resultText({ mrn, day, value, processing = 'P', modes = '' }: ResultOptions): string {
  const time = `202506${String(day).padStart(2, '0')}080000`;
  return message([
    `${header(time, 'ORU^R01^ORU_R01', `${mrn}-${day}`, processing)}${modes}`,
    patient(mrn),
    `OBR|1||${day}|UE^Urea and electrolytes^L|||${time}`,
    `OBX|1|NM|CREA^Creatinine^L||${value}|umol/L^umol/L^UCUM|||||F`,
  ]);
}

const registrationText = (mrn: string): string =>
  message([
    header('20250610090000', 'ADT^A08^ADT_A01', `${mrn}-A08`, 'P'),
    'EVN||20250610090000',
    patient(mrn),
    'PV1|1|I',
  ]);

const header = (time: string, type: string, controlId: string, processing: string): string =>
  `MSH|^~\\&|LAB|RRK|RENWATCH|RRK|${time}||${type}|${controlId}|${processing}|2.5`;
const patient = (mrn: string): string => `PID|1||${mrn}^^^RRK^MR||TEST^CASE||19600101|M`;
const message = (segments: readonly string[]): string => `${segments.join('\r')}\r`;
