/** A decimal number, `units` × 10^-`scale`: avoids binary rounding between the laboratory and the record. */
export interface ExactDecimal {
  readonly units: bigint;
  readonly scale: number;
}

/** No laboratory value is longer; the bound keeps the arithmetic small. */
const LONGEST_NUMBER_CHARS = 64;
const DECIMAL = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))$/;

/** Reads HL7's NM form (`81`, `+81.20`, `.5`, `81.`); undefined for any other text. */
export function parseDecimal(text: string): ExactDecimal | undefined {
  if (text.length > LONGEST_NUMBER_CHARS) return undefined;
  const parts = DECIMAL.exec(text);
  if (!parts) return undefined;
  const fraction = parts[3] ?? parts[4] ?? '';
  const units = BigInt(`${parts[2] ?? ''}${fraction}`);
  return { units: parts[1] === '-' ? -units : units, scale: fraction.length };
}

export function multiplyDecimals(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** Returns a number below, equal to or above zero if `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: ExactDecimal, b: ExactDecimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = a.units * 10n ** BigInt(scale - a.scale) - b.units * 10n ** BigInt(scale - b.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Formats as canonical text: no exponent, no trailing zeros, no plus sign (`81.2`, `0.4`, `-3`). */
export function formatDecimal(value: ExactDecimal): string {
  const negative = value.units < 0n;
  const digits = (negative ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits.slice(digits.length - value.scale).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
