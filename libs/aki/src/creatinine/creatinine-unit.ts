import { type ExactDecimal } from './exact-decimal';

/** Creatinine's molar mass gives 1 mg/dL = 88.42 µmol/L. */
const UMOL_PER_L_IN_ONE_MG_PER_DL: ExactDecimal = { units: 8842n, scale: 2 };
const ONE: ExactDecimal = { units: 1n, scale: 0 };

const FACTORS: ReadonlyMap<string, ExactDecimal> = new Map([
  ...['umol/l', 'μmol/l', 'mcmol/l', 'micmol/l', 'micromol/l', 'umoll', 'μmoll', 'nmol/ml'].map(
    (unit) => [unit, ONE] as const,
  ),
  ['mmol/l', { units: 1000n, scale: 0 }],
  ...['mg/dl', 'mg/100ml', 'mg%'].map((unit) => [unit, UMOL_PER_L_IN_ONE_MG_PER_DL] as const),
  ['mg/l', { units: 8842n, scale: 3 }],
]);

/**
 * Returns the factor that converts a value of this unit to µmol/L, or undefined for an unknown unit.
 * Ignores case, blanks, which micro sign is used, UCUM annotations (`{…}`) and the rest of a coded unit (`umol/L^…^UCUM`).
 */
export function umolPerLFactor(unit: string): ExactDecimal | undefined {
  // NFKC turns the micro sign U+00B5 into the Greek letter U+03BC.
  const plain = unit
    .replace(/\^[^]*/, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\{[^}]*\}|\s/g, '');
  return FACTORS.get(plain);
}
