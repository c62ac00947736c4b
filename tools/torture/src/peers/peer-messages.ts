/** A patient whose results are steady, but for the last, which is five times as high: exactly one page is due. */
export interface PeerPatient {
  readonly mrn: string;
  /** At least 2. */
  readonly results: number;
  readonly resultsPerMessage: number;
}

export interface PeerMessage {
  readonly bytes: Buffer;
  readonly mrn: string;
  /** `mrn,time` of each. */
  readonly results: readonly string[];
}

const STEADY = '80';
/** Stage 3, which the model never holds back. */
const HIGH = '400';
const FIRST_MS = Date.UTC(2024, 2, 1);
const HOUR_MS = 3_600_000;

/** The messages of a patient in order; the last holds the high result alone. */
export function messagesOf({ mrn, results, resultsPerMessage }: PeerPatient): PeerMessage[] {
  const steady = Array.from({ length: results - 1 }, (_, index) => index);
  const messages: PeerMessage[] = [];
  for (let from = 0; from < steady.length; from += resultsPerMessage)
    messages.push(message(mrn, steady.slice(from, from + resultsPerMessage), STEADY));
  return [...messages, message(mrn, [results - 1], HIGH)];
}

/** `mrn,time` of the page that the patient's last result requires. */
export function pageOf({ mrn, results }: PeerPatient): string {
  return `${mrn},${timeOf(results - 1)}`;
}

function message(mrn: string, indices: readonly number[], value: string): PeerMessage {
  const sent = timeOf(Math.max(...indices));
  const segments = [
    `MSH|^~\\&|PEER|TORTURE|||${sent}||ORU^R01|${mrn}-${indices[0]}|P|2.5`,
    `PID|1||${mrn}||||19600101|F`,
    ...indices.flatMap((index, at) => [
      `OBR|${at + 1}|${mrn}-${index}|||||${timeOf(index)}`,
      `OBX|1|SN|CREATININE||${value}|umol/L|||||F`,
    ]),
  ];
  const bytes = Buffer.from(segments.map((segment) => `${segment}\r`).join(''));
  return { bytes, mrn, results: indices.map((index) => `${mrn},${timeOf(index)}`) };
}

const timeOf = (index: number): string =>
  new Date(FIRST_MS + index * HOUR_MS).toISOString().replace(/\D/g, '').slice(0, 14);
