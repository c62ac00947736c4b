export interface ConfigurationFault {
  /** The variable or flag, as the user spells it. */
  name: string;
  /** The given text; undefined for a secret. */
  value: string | undefined;
  /** Instruction that fixes the fault. */
  remedy: string;
}

/** `EX_CONFIG` of sysexits.h. */
export const EXIT_CONFIGURATION = 78;

/** Every fault of the configuration at once. */
export class ConfigurationError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(readonly faults: readonly ConfigurationFault[]) {
    super(faults.map(sentence).join('\n'));
    this.name = 'ConfigurationError';
  }
}

function sentence({ name, value, remedy }: ConfigurationFault): string {
  return value === undefined ? `${name}: ${remedy}` : `${name}=${value}: ${remedy}`;
}
