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

/** Tells if a decimal is above a whole number. */
export function isAbove({ units, scale }: ExactDecimal, whole: bigint): boolean {
  return units > whole * 10n ** BigInt(scale);
}

/** Tells if a decimal is below a whole number. */
export function isBelow({ units, scale }: ExactDecimal, whole: bigint): boolean {
  return units < whole * 10n ** BigInt(scale);
}

/** Formats a decimal above zero as canonical text: no exponent, no trailing zeros, no plus sign (`81.2`, `0.4`). */
export function formatDecimal({ units, scale }: ExactDecimal): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : whole;
}
