import { SeededRandom } from '@renwatch/cohort';
import { averageNetworks, fitLogistic, type Network, trainNetwork, type TrainingRows } from '@renwatch/model';

import { RECIPE } from './recipe';

/**
 * A logistic regression and a few small networks on the same rows, as one network that gives the mean of their logits:
 * the first is steady where rows are few, the others bend where it is straight.
 */
export function trainMembers(given: {
  rows: TrainingRows;
  /** Each network stops by these, when given; else after `epochs`. */
  held?: TrainingRows;
  epochs: number;
  seed: string;
  onProgress: (share: number, validationLoss: number | null) => void;
}): { network: Network; epochs: number } {
  const { rows, held, epochs, seed, onProgress } = given;
  const trained = Array.from({ length: RECIPE.networks }, (_, member) => {
    const random = new SeededRandom(`${seed}/network/${member}`);
    return trainNetwork({
      ...rows,
      ...RECIPE,
      batchRows: Math.ceil(rows.rows.length / RECIPE.batchesAnEpoch),
      epochs,
      random: () => random.next(),
      ...(held ? { validation: { ...held, patienceEpochs: RECIPE.patienceEpochs } } : {}),
      onEpoch: (epoch, loss) => onProgress((member + epoch / epochs) / RECIPE.networks, loss),
    });
  });
  return {
    network: averageNetworks([
      fitLogistic({ ...rows, ridge: RECIPE.ridge }),
      ...trained.map(({ network }) => network),
    ]),
    epochs: trained.reduce((sum, one) => sum + one.epochs, 0) / trained.length,
  };
}
