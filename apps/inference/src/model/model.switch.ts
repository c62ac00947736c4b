import { readFileSync } from 'node:fs';
import { type AkiModel } from '@renwatch/aki';
import { ModelSwitchError } from './model-switch.error';

export interface ModelSwitchOptions {
  /** Null: MODEL=off, nothing to switch. */
  model: AkiModel | null;
  /** A file that says `on` or `off`; none: always on. */
  file: string | undefined;
}

/** Whether the model is asked. Off, the rule decides alone, from the next batch on. */
export class ModelSwitch {
  private isOn = true;

  /** @throws ModelSwitchError where the file says neither */
  constructor(private readonly options: ModelSwitchOptions) {
    this.read();
  }

  /** Reads the file again. @throws ModelSwitchError where it says neither; then all stays as it is */
  read(): void {
    const { file } = this.options;
    if (file !== undefined) this.isOn = readSwitch(file);
  }

  /** The model to ask now. */
  get model(): AkiModel | null {
    return this.isOn ? this.options.model : null;
  }

  /** For `/readyz` and the log. */
  get state(): string {
    const { model, file } = this.options;
    if (!model) return 'off: the rule decides alone (MODEL=off)';
    const { version } = model.info;
    return this.isOn ? version : `off: the rule decides alone (${file} says so; ${version} is loaded)`;
  }
}

/** No file means on: it need not be there until somebody wants the model off. */
function readSwitch(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim().toLowerCase();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw new ModelSwitchError(file, 'it cannot be read', { cause: error });
  }
  if (text === 'off') return false;
  if (text === 'on' || text === '') return true;
  throw new ModelSwitchError(file, 'it says neither');
}
