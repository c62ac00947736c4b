import { FEATURES } from '@renwatch/aki';

import { encodeFloats } from '../file/float-codec';
import { type ModelContents } from '../file/model-contents';
import { type Network } from '../network/network';

/** Converts a trained network and its description to the contents of a model file. */
export function toModelContents(
  network: Network,
  about: Omit<ModelContents, 'schema' | 'features' | 'normalisation' | 'layers' | 'calibration'>,
): ModelContents {
  return {
    schema: 1,
    version: about.version,
    features: FEATURES.map((feature) => feature.name),
    normalisation: network.normalisation,
    layers: network.layers.map((layer) => ({
      inputs: layer.inputs,
      units: layer.units,
      activation: layer.activation,
      kernel: encodeFloats(layer.kernel),
      bias: encodeFloats(layer.bias),
    })),
    calibration: network.calibration,
    holdBackThreshold: about.holdBackThreshold,
    alertThreshold: about.alertThreshold,
    domain: about.domain,
    trainingDistribution: about.trainingDistribution,
    provenance: about.provenance,
  };
}
