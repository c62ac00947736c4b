export {
  type Figures,
  LABEL_SOURCES,
  type LabelSource,
  type ModelContents,
  type Provenance,
} from './file/model-contents';
export { ModelFileError } from './file/model-file.error';
export { saveModel } from './file/save-model';
export { loadModel, SHIPPED_MODEL_PATH } from './model/load-model';
export { TensorflowModel } from './model/tensorflow-model';
export { averageNetworks } from './network/average-networks';
export { type Network } from './network/network';
export { NetworkScorer } from './network/network-scorer';
export { type Backend } from './tensorflow/load-tensorflow';
export { tensorflow } from './tensorflow/tensorflow';
export { fitCalibration } from './training/fit-calibration';
export { fitLogistic } from './training/fit-logistic';
export { toModelContents } from './training/to-model-contents';
export {
  type TrainedNetwork,
  trainNetwork,
  type TrainNetworkOptions,
  type TrainingRows,
} from './training/train-network';
