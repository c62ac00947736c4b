import { type AkiModel, type ModelInfo } from '@renwatch/aki';

import { type Provenance } from '../file/model-contents';
import { type ModelFile } from '../file/read-model-file';
import { NetworkScorer } from '../network/network-scorer';

/** Probabilities are recorded and compared with this many decimals. */
const DECIMALS = 6;

/** Runs a model file with tfjs. */
export class TensorflowModel implements AkiModel {
  readonly info: ModelInfo;
  readonly provenance: Provenance;
  private readonly scorer: NetworkScorer;

  constructor(file: ModelFile) {
    const { version, features, holdBackThreshold, alertThreshold, domain, trainingDistribution } =
      file.contents;
    this.info = {
      version,
      sha256: file.sha256,
      features,
      holdBackThreshold,
      alertThreshold,
      domain,
      trainingDistribution,
    };
    this.provenance = file.contents.provenance;
    this.scorer = new NetworkScorer(file.network);
  }

  async predict(rows: readonly (readonly number[])[]): Promise<number[]> {
    return Promise.resolve(
      this.scorer.score(rows).map((probability) => Number(probability.toFixed(DECIMALS))),
    );
  }

  /** Frees the weights; the model must not be asked again. */
  dispose(): void {
    this.scorer.dispose();
  }
}
