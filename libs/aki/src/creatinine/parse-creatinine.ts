import { type Comparator } from './comparator';
import { umolPerLFactor } from './creatinine-unit';
import {
  type ExactDecimal,
  formatDecimal,
  isAbove,
  isBelow,
  multiplyDecimals,
  parseDecimal,
} from './exact-decimal';

export type RefusalReason =
  'not-a-number' | 'unit-missing' | 'unit-unknown' | 'unit-implausible' | 'out-of-range';

export interface CreatinineObservation {
  /** OBX-2. */
  readonly valueType: string;
  /** OBX-5, first repetition; components joined by `^` (`<^10`, `81.2456`, `^1^-^2`, `LESS THAN 0.4`). */
  readonly value: string;
  /** OBX-6, first component; empty when absent. */
  readonly unit: string;
  /** The unit to assume if OBX-6 is empty, from the configuration of the code. */
  readonly defaultUnit?: string | undefined;
}

export type ParsedCreatinine =
  | {
      readonly ok: true;
      /** Exact decimal text in µmol/L, canonical: no exponent, no trailing zeros. */
      readonly umolPerL: string;
      readonly comparator: Comparator;
    }
  | {
      readonly ok: false;
      readonly reason: RefusalReason;
      /** A fixed text for each reason: it is logged and stored, and the message's own text may name a patient. */
      readonly detail: string;
    };

/** No living patient has been measured outside these: the unit or the decimal point must be wrong. */
const LOWEST_UMOL_PER_L = 5n;
const HIGHEST_UMOL_PER_L = 3000n;

/**
 * Bounds of a value whose unit is assumed. A value below 14 µmol/L, the lower reference limit of infants (Ceriotti et al.,
 * Clin Chem 2008), is likelier mg/dL, one above 25 mg/dL likelier µmol/L: taken as given it would be a baseline, or an AKI,
 * that the patient never had.
 */
const LOWEST_ASSUMED_UMOL_PER_L = 14n;
const HIGHEST_ASSUMED_MG_PER_DL = 25n;

const DETAILS: Readonly<Record<RefusalReason, string>> = {
  'not-a-number': 'the value is not one number',
  'unit-missing': 'no unit given and none configured for the code',
  'unit-unknown': 'the unit is not one of creatinine',
  'unit-implausible': 'no unit given, and the value is likelier in another unit than in the one of the code',
  'out-of-range': 'the value is not between 5 and 3000 µmol/L',
};

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['', ''],
  ['=', ''],
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['>=', '>='],
  ['≤', '<='],
  ['≥', '>='],
  ['LESS THAN', '<'],
  ['LT', '<'],
  ['GREATER THAN', '>'],
  ['MORE THAN', '>'],
  ['GT', '>'],
]);

/**
 * Reads the number in OBX-5 as exact µmol/L. `<x` and `>x` give the bound and keep the comparator. A structured
 * number may begin with its comparator (`<^10`), with an empty comparator (`^10`) or with the number (`81.2456`).
 * Refuses, with a reason: ranges, ratios, titres (`^1^-^2`) and other text; a unit that is neither given nor defaulted;
 * an unknown unit; a value < 5 or > 3,000 µmol/L; a value that is likelier in another unit than in the assumed one.
 */
export function parseCreatinine(observation: CreatinineObservation): ParsedCreatinine {
  const number = readNumber(observation.value);
  if (!number) return refuse('not-a-number');
  const unit = observation.unit.trim() || (observation.defaultUnit ?? '').trim();
  if (!unit) return refuse('unit-missing');
  const factor = umolPerLFactor(unit);
  if (!factor) return refuse('unit-unknown');
  const umolPerL = multiplyDecimals(number.decimal, factor);
  if (!isAbove(umolPerL, 0n)) return refuse('out-of-range');
  if (observation.unit.trim() === '' && isLikelierOtherUnit(unit, number)) return refuse('unit-implausible');
  if (isBelow(umolPerL, LOWEST_UMOL_PER_L) || isAbove(umolPerL, HIGHEST_UMOL_PER_L))
    return refuse('out-of-range');
  return { ok: true, umolPerL: formatDecimal(umolPerL), comparator: number.comparator };
}

/** An upper bound (`<10`) is the limit of an assay and may be low. */
function isLikelierOtherUnit(assumed: string, { decimal, comparator }: ReadNumber): boolean {
  if (isSameUnit(assumed, 'mg/dL')) return isAbove(decimal, HIGHEST_ASSUMED_MG_PER_DL);
  const lowest = comparator.startsWith('<') ? LOWEST_UMOL_PER_L : LOWEST_ASSUMED_UMOL_PER_L;
  return isSameUnit(assumed, 'umol/L') && isBelow(decimal, lowest);
}

function isSameUnit(a: string, b: string): boolean {
  return umolPerLFactor(a) === umolPerLFactor(b);
}

interface ReadNumber {
  decimal: ExactDecimal;
  comparator: Comparator;
}

function readNumber(value: string): ReadNumber | undefined {
  const components = value.split('^');
  while (components.at(-1)?.trim() === '') components.pop();
  if (components.length > 2) return undefined;
  const parts =
    components.length === 2
      ? { comparator: components[0] ?? '', digits: components[1] ?? '' }
      : splitComparator(components[0] ?? '');
  const comparator = COMPARATORS.get(parts.comparator.trim().toUpperCase().replace(/\s+/g, ' '));
  const decimal = parseDecimal(parts.digits.trim());
  return comparator === undefined || !decimal ? undefined : { decimal, comparator };
}

function splitComparator(text: string): { comparator: string; digits: string } {
  const start = text.search(/[-+.\d]/);
  return start < 0
    ? { comparator: text, digits: '' }
    : { comparator: text.slice(0, start), digits: text.slice(start) };
}

function refuse(reason: RefusalReason): ParsedCreatinine {
  return { ok: false, reason, detail: DETAILS[reason] };
}
