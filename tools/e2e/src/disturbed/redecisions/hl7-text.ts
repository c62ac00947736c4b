interface SentAt {
  mrn: string;
  /** Hours into 31 March 2024 at which it was sent. */
  sentHour: number;
}

/** A creatinine as a laboratory sends it, with an order number, which later messages about it repeat. */
export function resultText(
  given: SentAt & {
    hour: number;
    value: string;
    order: string;
    status?: 'F' | 'C' | 'D';
    code?: string;
    unit?: string;
  },
): Buffer {
  const { mrn, hour, value, order, status = 'F', code = 'CREATININE', unit = 'umol/L' } = given;
  return message(given, 'ORU^R01', [
    `PID|1||${mrn}||||19600101|F`,
    `OBR|1|${order}|||||${timeAt(hour)}`,
    `OBX|1|SN|${code}||${value}|${unit}|||||${status}`,
  ]);
}

/** ADT^A40: `old` is `mrn` from now on. */
export function mergeText(given: SentAt & { old: string }): Buffer {
  return message(given, 'ADT^A40', [`PID|1||${given.mrn}||||19600101|F`, `MRG|${given.old}`]);
}

/** The form that pages and records use. */
export function timeAt(hour: number): string {
  return new Date(Date.UTC(2024, 2, 31, hour)).toISOString().replace(/\D/g, '').slice(0, 14);
}

function message({ mrn, sentHour }: SentAt, type: string, segments: readonly string[]): Buffer {
  const header = `MSH|^~\\&|LAB|NORTH|||${timeAt(sentHour)}||${type}|${mrn}-${sentHour}|P|2.5`;
  return Buffer.from(`${[header, ...segments].join('\r')}\r`);
}
