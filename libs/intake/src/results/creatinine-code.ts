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

type Parsed<T> = { ok: true; value: T } | { ok: false; remedy: string };

const FORM = 'give CODE[@SYSTEM][=UNIT], separated by commas, as in CREATININE=umol/L';

/**
 * Parses a comma-separated list of `CODE[@SYSTEM][=UNIT]`; blanks around each part do not count. Refuses what could match
 * no message, or could mean two things; every fault comes with what to write instead.
 */
export function parseCreatinineCodes(text: string): Parsed<CreatinineCode[]> {
  const items = text.split(',').map((item) => item.trim());
  const codes = new Map<string, CreatinineCode>();
  const remedies: string[] = [];
  for (const item of items) {
    const parsed = parseCode(item);
    const remedy = parsed.ok ? addCode(codes, parsed.value) : parsed.remedy;
    if (remedy !== undefined)
      remedies.push(items.length === 1 ? remedy : `${item || 'an empty item'}: ${remedy}`);
  }
  return remedies.length === 0
    ? { ok: true, value: [...codes.values()] }
    : { ok: false, remedy: remedies.join('; ') };
}

/** Adds a code unless it is known already; returns a remedy if it is known with another unit. */
function addCode(codes: Map<string, CreatinineCode>, added: CreatinineCode): string | undefined {
  const key = `${added.code}@${added.system}`;
  const known = codes.get(key) ?? added;
  codes.set(key, known);
  const [before, unit] = [known.defaultUnit, added.defaultUnit].map((given) => given ?? 'no unit');
  return before === unit ? undefined : `the code is given with ${before} and with ${unit}; keep one of them`;
}

function parseCode(item: string): Parsed<CreatinineCode> {
  const parts = /^([^@=]+)(?:@([^@=]+))?(?:=([^@]+))?$/.exec(item);
  const [code, system, unit] = [1, 2, 3].map((part) => parts?.[part]?.trim());
  if (!code || system === '' || unit === '') return wrong(FORM);
  const fault = faultOfCode(code) ?? faultOfCode(system ?? '') ?? faultOfUnit(unit);
  return fault === undefined
    ? { ok: true, value: { code, system: system ?? '', defaultUnit: unit ?? null } }
    : wrong(fault);
}

const wrong = (remedy: string): Parsed<never> => ({ ok: false, remedy });

/** Returns the remedy for a code that no OBX-3 can carry, or that is more than a code. */
function faultOfCode(code: string): string | undefined {
  const [stranger] = /["'`]/.exec(code) ?? [];
  if (stranger !== undefined) return `leave out the ${stranger}`;
  const [separator] = /[;|^~&\\\n\r]/.exec(code) ?? [];
  if (separator === '^')
    return 'give the code alone, without its name: CODE of CODE^NAME^SYSTEM, or CODE@SYSTEM';
  if (separator !== undefined)
    return `a code holds no ${JSON.stringify(separator)}; put a comma between two codes, and give each its own unit`;
  const [, before, last] = /^(.*[\s:])?(.*)$/.exec(code) ?? [];
  if (last !== undefined && umolPerLFactor(last))
    return `${last} is a unit; write ${before?.replace(/[\s:]+$/, '') || 'CODE'}=${last}`;
  return undefined;
}

function faultOfUnit(unit: string | undefined): string | undefined {
  if (unit === undefined || (umolPerLFactor(unit) && !unit.includes('^'))) return undefined;
  if (unit.includes('=')) return `write = once for each code, and a comma between two codes: ${FORM}`;
  return `${unit} is not a unit of creatinine; give umol/L, mmol/L, mg/dL or mg/L`;
}

interface Coding {
  code: string;
  system: string;
}

export interface CodedObservation extends Coding {
  alternate: Coding | null;
}

/**
 * Finds the configured code that an observation carries, in either coding of OBX-3. A code of a named coding system goes
 * before one of any system, because only the former knows the unit of that system.
 */
export function findCreatinineCode(
  codes: readonly CreatinineCode[],
  { code, system, alternate }: CodedObservation,
): CreatinineCode | undefined {
  const matches = (wanted: CreatinineCode, coding: Coding) =>
    wanted.code === coding.code.trim() && (wanted.system === '' || wanted.system === coding.system.trim());
  const found = codes.filter(
    (wanted) => matches(wanted, { code, system }) || (alternate && matches(wanted, alternate)),
  );
  return found.find((wanted) => wanted.system !== '') ?? found[0];
}
