import { SeededRandom } from '@renwatch/cohort';
import { averageNetworks, fitLogistic, type Network, trainNetwork, type TrainingRows } from '@renwatch/model';

import { RECIPE } from './recipe';

/**
 * Trains a logistic regression and a few small networks on the same rows, and joins them to one network with the mean of
 * their logits. The regression is stable with few rows; the networks fit curves.
 */
export function trainMembers(given: {
  rows: TrainingRows;
  /** If given, each network stops early by the loss on these; otherwise after `epochs`. */
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
      batchRows: Math.ceil(rows.rows.length / RECIPE.batchesPerEpoch),
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
    epochs: trained.reduce((sum, member) => sum + member.epochs, 0) / trained.length,
  };
}
