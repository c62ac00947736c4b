/** One creatinine result as the files have it. */
export interface KnownResult {
  mrn: string;
  /** 14 digits, as received. */
  local: string;
  umolPerL: number;
}

export interface KnownPatient {
  /** Eight digits, or undefined where no message says. */
  birthDate: string | undefined;
  sex: string;
}

/** What a message file, and perhaps a history, hold. */
export interface KnownStream {
  messages: number;
  results: KnownResult[];
  patients: Map<string, KnownPatient>;
}

/** Local digits as milliseconds; they are only compared with each other. */
export function localMs(local: string): number {
  const part = (from: number, to: number) => Number(local.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}
