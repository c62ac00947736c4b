import { umolPerLFactor } from '@renwatch/aki';

/** A code that means creatinine, and the unit its values have where the feed gives none (null: it must give one). */
export interface CreatinineCode {
  code: string;
  /** OBX-3.3; empty: any coding system. */
  system: string;
  defaultUnit: string | null;
}

/** The course's own code, and LOINC's two for creatinine in serum or plasma. */
export const DEFAULT_CREATININE_CODES = 'CREATININE=umol/L,14682-9=umol/L,2160-0=mg/dL';

type Parsed = { ok: true; value: CreatinineCode[] } | { ok: false; remedy: string };

/** Reads `CODE[@SYSTEM][=UNIT]`, comma-separated. */
export function parseCreatinineCodes(text: string): Parsed {
  const codes: CreatinineCode[] = [];
  for (const item of text.split(',')) {
    const match = /^([^@=]+)(?:@([^=]+))?(?:=(.+))?$/.exec(item.trim());
    if (!match)
      return { ok: false, remedy: 'give CODE[@SYSTEM][=UNIT] with commas between, as CREATININE=umol/L' };
    const [, code = '', system = '', defaultUnit = null] = match;
    if (defaultUnit !== null && !umolPerLFactor(defaultUnit))
      return {
        ok: false,
        remedy: `${defaultUnit} is no unit of creatinine; give umol/L, mmol/L, mg/dL or mg/L`,
      };
    codes.push({ code, system, defaultUnit });
  }
  return { ok: true, value: codes };
}

export interface CodedObservation {
  code: string;
  system: string;
  alternate: { code: string; system: string } | null;
}

/** The configured code that an observation carries, first or second, or undefined. */
export function creatinineCodeOf(
  codes: readonly CreatinineCode[],
  { code, system, alternate }: CodedObservation,
): CreatinineCode | undefined {
  const carries = (wanted: CreatinineCode, one: { code: string; system: string }) =>
    wanted.code === one.code.trim() && (wanted.system === '' || wanted.system === one.system.trim());
  return codes.find(
    (wanted) => carries(wanted, { code, system }) || (alternate && carries(wanted, alternate)),
  );
}
