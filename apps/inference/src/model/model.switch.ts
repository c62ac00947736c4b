import { readFileSync } from 'node:fs';
import { type AkiModel } from '@renwatch/aki';
import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** The switch file holds neither on nor off: nobody can tell if the model is wanted. */
export class ModelSwitchError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(`MODEL_SWITCH_FILE=${file}: ${detail}; write on or off into it`, options);
    this.name = 'ModelSwitchError';
  }
}

export interface ModelSwitchOptions {
  /** Null for MODEL=off: there is nothing to switch. */
  model: AkiModel | null;
  /** A file that holds `on` or `off`; without one the model is always on. */
  file: string | undefined;
}

/** Switches the model off, so that the rule decides alone from the next batch on, and on again. */
export class ModelSwitch {
  private isOn = true;

  /** @throws ModelSwitchError if the file holds neither on nor off */
  constructor(private readonly options: ModelSwitchOptions) {
    this.read();
  }

  /**
   * Reads the file again.
   * @throws ModelSwitchError if it holds neither on nor off; the switch stays as it is
   */
  read(): void {
    const { file } = this.options;
    if (file !== undefined) this.isOn = readSwitch(file);
  }

  /** The model to ask now; null if it is off. */
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

/** A missing file means on: it need not exist until somebody wants the model off. */
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
