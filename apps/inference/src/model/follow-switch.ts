import { type AkiModel } from '@renwatch/aki';
import { type Logger, type Reload } from '@renwatch/runtime';
import { ModelSwitch } from './model.switch';

export interface FollowSwitchOptions {
  /** Null: MODEL=off, nothing to switch. */
  model: AkiModel | null;
  /** MODEL_SWITCH_FILE. */
  file: string | undefined;
  reload: Pick<Reload, 'onReload'>;
  /** Called at once, and whenever the switch was read again. */
  tell: (modelSwitch: ModelSwitch) => void;
  logger: Pick<Logger, 'warn' | 'error'>;
}

/**
 * The model's switch, read again at SIGHUP.
 * @throws ModelSwitchError where its file says neither on nor off: the service does not start
 */
export function followSwitch({ model, file, reload, tell, logger }: FollowSwitchOptions): ModelSwitch {
  const modelSwitch = new ModelSwitch({ model, file });
  tell(modelSwitch);
  reload.onReload(() => {
    if (file === undefined) {
      const remedy = 'name a file by MODEL_SWITCH_FILE and start again; MODEL=off starts without a model';
      logger.warn({ remedy }, 'SIGHUP switches no model: MODEL_SWITCH_FILE is not set');
      return;
    }
    try {
      modelSwitch.read();
    } catch (error) {
      logger.error({ error }, 'model switch not understood: it stays as it is');
    }
    tell(modelSwitch);
  });
  return modelSwitch;
}
