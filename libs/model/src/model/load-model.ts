import { join } from 'node:path';

import { readModelFile } from '../file/read-model-file';
import { TensorflowModel } from './tensorflow-model';

/** The model that comes with Renwatch. The path is the same from `src` and `dist`, both two levels below the package. */
export const SHIPPED_MODEL_PATH = join(__dirname, '..', '..', 'shipped', 'renwatch-aki.model.json');

/**
 * Loads a model, by default the shipped one, and runs it once, so that a model that cannot run fails before the first
 * result. @throws ModelFileError for a file that is damaged, changed or of another version
 */
export async function loadModel(path: string = SHIPPED_MODEL_PATH): Promise<TensorflowModel> {
  const model = new TensorflowModel(await readModelFile(path));
  await model.predict([model.info.features.map(() => 0)]);
  return model;
}
