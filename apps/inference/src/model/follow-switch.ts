import { type AkiModel } from '@renwatch/aki';
import { type Logger, type Reload } from '@renwatch/runtime';
import { ModelSwitch } from './model.switch';

export interface FollowSwitchOptions {
  /** Null for MODEL=off: there is nothing to switch. */
  model: AkiModel | null;
  /** MODEL_SWITCH_FILE. */
  file: string | undefined;
  reload: Pick<Reload, 'onReload'>;
  /** Called at once, and whenever the switch was read again. */
  onState: (modelSwitch: ModelSwitch) => void;
  logger: Pick<Logger, 'warn' | 'error'>;
}

/**
 * Opens the model's switch and reads it again at SIGHUP.
 * @throws ModelSwitchError if its file holds neither on nor off: the service does not start
 */
export function followSwitch({ model, file, reload, onState, logger }: FollowSwitchOptions): ModelSwitch {
  const modelSwitch = new ModelSwitch({ model, file });
  onState(modelSwitch);
  reload.onReload(() => {
    if (file === undefined) {
      const remedy = 'set MODEL_SWITCH_FILE and restart; MODEL=off starts without a model';
      logger.warn({ remedy }, 'SIGHUP switches no model: MODEL_SWITCH_FILE is not set');
      return;
    }
    try {
      modelSwitch.read();
    } catch (error) {
      logger.error({ error }, 'model switch file is invalid; the model stays as it is');
    }
    onState(modelSwitch);
  });
  return modelSwitch;
}
