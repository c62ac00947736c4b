/** Loaded before inference. Its model fails while the file E2E_MODEL_FAILS exists. */
import { existsSync } from 'node:fs';
import Module from 'node:module';

interface Model {
  predict(rows: readonly unknown[]): Promise<number[]>;
}
type Load = (request: string, ...rest: unknown[]) => unknown;

const file = process.env['E2E_MODEL_FAILS'] ?? '';
const loader = Module as unknown as { _load: Load };
const load = loader._load;

loader._load = function (this: unknown, request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request !== '@renwatch/model') return loaded;
  const { loadModel, ...others } = loaded as { loadModel: (path?: string) => Promise<Model> };
  return { ...others, loadModel: async (path?: string) => failing(await loadModel(path)) };
};

function failing(model: Model): Model {
  const predict = model.predict.bind(model);
  model.predict = async (rows) => {
    if (existsSync(file)) throw new Error('the test makes the model fail');
    return predict(rows);
  };
  return model;
}
