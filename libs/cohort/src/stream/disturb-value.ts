import { type SeededRandom } from '../seeded-random';

/** Faults of values in messages, as shares of results. */
export interface ValueFaults {
  /** The value is in mg/dL, although the feed uses µmol/L. */
  readonly unitMixUps: number;
  /** The text is not a creatinine value. */
  readonly nonsense: number;
}

const UMOL_PER_L_IN_ONE_MG_PER_DL = 88.42;
const NONSENSE = ['HAEMOLYSED', '', '0', '-1', '99999', 'SEE COMMENT', '1^-^2', 'NaN'] as const;

/** The value as the feed sends it: usually unchanged. */
export function disturbValue(umolPerL: string, faults: ValueFaults, random: SeededRandom): string {
  const draw = random.next();
  if (draw < faults.nonsense) return NONSENSE[random.index(NONSENSE.length)] as string;
  if (draw < faults.nonsense + faults.unitMixUps) {
    return (Number(umolPerL) / UMOL_PER_L_IN_ONE_MG_PER_DL).toFixed(2);
  }
  return umolPerL;
}
