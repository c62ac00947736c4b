/** A creatinine result as it stands in the files. */
export interface KnownResult {
  mrn: string;
  /** 14 digits, as received. */
  local: string;
  umolPerL: number;
}

export interface KnownPatient {
  /** Eight digits; undefined if no message has it. */
  birthDate: string | undefined;
  sex: string;
}

/** The contents of a message file. */
export interface KnownStream {
  messages: number;
  results: KnownResult[];
  patients: Map<string, KnownPatient>;
}

/** Turns local digits into milliseconds, to compare them with each other. */
export function localMs(local: string): number {
  const part = (from: number, to: number) => Number(local.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}

/** Returns the key of a result in files and in the database. */
export const resultKey = (mrn: string, local: string): string => `${mrn},${local}`;
