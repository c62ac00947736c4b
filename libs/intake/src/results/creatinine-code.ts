import { umolPerLFactor } from '@renwatch/aki';

/** A code that means serum creatinine. */
export interface CreatinineCode {
  code: string;
  /** OBX-3.3; empty accepts any coding system. */
  system: string;
  /** The unit of values without OBX-6; null if the feed must give one. */
  defaultUnit: string | null;
}

/** The course's own code, and LOINC's two for creatinine in serum or plasma. */
export const DEFAULT_CREATININE_CODES = 'CREATININE=umol/L,14682-9=umol/L,2160-0=mg/dL';

type ParsedCodes = { ok: true; value: CreatinineCode[] } | { ok: false; remedy: string };

/** Parses a comma-separated list of `CODE[@SYSTEM][=UNIT]`; a fault comes with what to give instead. */
export function parseCreatinineCodes(text: string): ParsedCodes {
  const codes: CreatinineCode[] = [];
  for (const item of text.split(',')) {
    const match = /^([^@=]+)(?:@([^=]+))?(?:=(.+))?$/.exec(item.trim());
    if (!match)
      return { ok: false, remedy: 'give CODE[@SYSTEM][=UNIT], separated by commas, as in CREATININE=umol/L' };
    const [, code = '', system = '', defaultUnit = null] = match;
    if (defaultUnit !== null && !umolPerLFactor(defaultUnit))
      return {
        ok: false,
        remedy: `${defaultUnit} is not a unit of creatinine; give umol/L, mmol/L, mg/dL or mg/L`,
      };
    codes.push({ code, system, defaultUnit });
  }
  return { ok: true, value: codes };
}

interface Coding {
  code: string;
  system: string;
}

export interface CodedObservation extends Coding {
  alternate: Coding | null;
}

/** Finds the configured code that an observation carries, in either coding of OBX-3. */
export function findCreatinineCode(
  codes: readonly CreatinineCode[],
  { code, system, alternate }: CodedObservation,
): CreatinineCode | undefined {
  const matches = (wanted: CreatinineCode, coding: Coding) =>
    wanted.code === coding.code.trim() && (wanted.system === '' || wanted.system === coding.system.trim());
  return codes.find(
    (wanted) => matches(wanted, { code, system }) || (alternate && matches(wanted, alternate)),
  );
}
