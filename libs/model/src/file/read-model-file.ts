import { readFile } from 'node:fs/promises';

import { FEATURES } from '@renwatch/aki';

import { type Layer, type Network } from '../network/network';
import { contentsHash } from './contents-hash';
import { decodeFloats } from './float-codec';
import { type ModelContents } from './model-contents';
import { ModelFileError } from './model-file.error';

const SCHEMA = 1;

export interface ModelFile {
  readonly contents: ModelContents;
  readonly sha256: string;
  readonly network: Network;
}

/** Reads and verifies a model file. @throws ModelFileError if any check fails */
export async function readModelFile(path: string): Promise<ModelFile> {
  const { sha256, ...contents } = await readJson(path);
  if (contents.schema !== SCHEMA) {
    throw new ModelFileError({
      path,
      detail: `it has schema ${String(contents.schema)}, but this version reads schema ${SCHEMA}`,
    });
  }
  const found = contentsHash(contents);
  if (found !== sha256) {
    throw new ModelFileError({
      path,
      detail: `its SHA-256 is ${found}, but it states ${String(sha256)}: damaged or changed`,
    });
  }
  const wanted = FEATURES.map((feature) => feature.name);
  if (JSON.stringify(contents.features) !== JSON.stringify(wanted)) {
    throw new ModelFileError({ path, detail: 'it was trained on other features than this version extracts' });
  }
  try {
    return { contents, sha256, network: toNetwork(path, contents) };
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause;
    throw new ModelFileError({ path, detail: 'parts of it are missing', cause });
  }
}

async function readJson(path: string): Promise<ModelContents & { sha256: string }> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as ModelContents & { sha256: string };
    }
  } catch (cause) {
    const detail = cause instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
    throw new ModelFileError({ path, detail, cause });
  }
  throw new ModelFileError({ path, detail: 'it is not a model' });
}

function toNetwork(path: string, contents: ModelContents): Network {
  let inputs = contents.features.length;
  const layers = contents.layers.map((layer, index): Layer => {
    const kernel = decodeFloats(layer.kernel, layer.inputs * layer.units);
    const bias = decodeFloats(layer.bias, layer.units);
    if (layer.inputs !== inputs || !kernel || !bias) {
      throw new ModelFileError({ path, detail: `its layer ${index} does not fit` });
    }
    inputs = layer.units;
    return { inputs: layer.inputs, units: layer.units, activation: layer.activation, kernel, bias };
  });
  const { mean, deviation } = contents.normalisation;
  if (inputs !== 1 || mean.length !== contents.features.length || deviation.length !== mean.length) {
    throw new ModelFileError({ path, detail: 'its layers do not map its features to one score' });
  }
  return { normalisation: contents.normalisation, layers, calibration: contents.calibration };
}
