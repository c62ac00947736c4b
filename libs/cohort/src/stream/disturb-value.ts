import { type SeededRandom } from '../random/seeded-random';

/** What goes wrong with values on their way, as shares of results. */
export interface ValueFaults {
  /** The value in mg/dL where the feed speaks of µmol/L. */
  readonly unitMixUps: number;
  /** What is no creatinine at all. */
  readonly nonsense: number;
}

const UMOL_PER_L_IN_ONE_MG_PER_DL = 88.42;
const NONSENSE = ['HAEMOLYSED', '', '0', '-1', '99999', 'SEE COMMENT', '1^-^2', 'NaN'] as const;

/** The value as the feed sends it: mostly as it is. */
export function disturbValue(umolPerL: string, faults: ValueFaults, random: SeededRandom): string {
  const draw = random.next();
  if (draw < faults.nonsense) return NONSENSE[random.index(NONSENSE.length)] as string;
  if (draw < faults.nonsense + faults.unitMixUps) {
    return (Number(umolPerL) / UMOL_PER_L_IN_ONE_MG_PER_DL).toFixed(2);
  }
  return umolPerL;
}
