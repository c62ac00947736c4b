import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** The file of the model's switch cannot be understood: nobody can say whether the model is wanted. */
export class ModelSwitchError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(`MODEL_SWITCH_FILE=${file}: ${detail}; write on or off into it`, options);
    this.name = 'ModelSwitchError';
  }
}
