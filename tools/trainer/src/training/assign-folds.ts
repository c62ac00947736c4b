import { type SeededRandom } from '@renwatch/cohort';

/** A fold from 0 to `folds − 1` for each case, the same for all cases of a group. */
export function assignFolds(groups: readonly string[], folds: number, random: SeededRandom): number[] {
  const distinct = random.shuffle([...new Set(groups)]);
  const foldOf = new Map(distinct.map((group, index) => [group, index % folds]));
  return groups.map((group) => foldOf.get(group) as number);
}
