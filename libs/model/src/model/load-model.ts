import { readModelFile } from '../file/read-model-file';
import { SHIPPED_MODEL_PATH } from '../file/shipped-model';
import { TensorflowModel } from './tensorflow-model';

/**
 * Loads a model, the shipped one without a path, and tries it once, so that a model that cannot run is found before
 * the first result. @throws ModelFileError for a file that is damaged, changed or of another version
 */
export async function loadModel(path: string = SHIPPED_MODEL_PATH): Promise<TensorflowModel> {
  const model = new TensorflowModel(await readModelFile(path));
  await model.predict([model.info.features.map(() => 0)]);
  return model;
}
