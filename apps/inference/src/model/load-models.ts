import { type AkiModel } from '@renwatch/aki';
import { loadModel, tensorflow } from '@renwatch/model';
import { type Logger, type Reload } from '@renwatch/runtime';
import { followSwitch } from './follow-switch';
import { type ModelSwitch } from './model.switch';
import { type LoadedModels } from './models';

export interface LoadModelsOptions {
  configuration: Readonly<Record<'model' | 'shadowModel' | 'modelSwitchFile', string | undefined>>;
  reload: Reload;
  /** Called once the model is loaded, and whenever its switch was read again. */
  onState: (modelSwitch: ModelSwitch) => void;
  logger: Logger;
}

/**
 * Loads the configured model and shadow model.
 * @throws ModelFileError if a file does not match its hash, ModelSwitchError: the service does not start
 */
export async function loadModels(options: LoadModelsOptions): Promise<LoadedModels> {
  const { configuration, reload, onState, logger } = options;
  const { model: path, shadowModel, modelSwitchFile: file } = configuration;
  const { backend, reason } = tensorflow;
  if (backend === 'javascript' && path !== 'off')
    logger.warn(
      { reason },
      'tfjs-node cannot be loaded: the model runs in JavaScript, with the same answers, slower',
    );
  const model = path === 'off' ? null : await load(path, 'model loaded', logger);
  const modelSwitch = followSwitch({ model, file, reload, onState, logger });
  const shadow =
    shadowModel === undefined ? null : await load(shadowModel, 'shadow model loaded: never paged on', logger);
  return { model, served: () => modelSwitch.model, shadow };
}

async function load(path: string | undefined, message: string, logger: Logger): Promise<AkiModel> {
  const model = await loadModel(path);
  const { version, sha256 } = model.info;
  logger.info({ version, sha256, backend: tensorflow.backend }, message);
  return model;
}
