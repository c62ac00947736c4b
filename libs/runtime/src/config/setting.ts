import { optionalText, type TextSchema } from './schemas';

export interface SettingOptions {
  /** One line for the person who sets it. */
  help: string;
  /** Used if the variable is absent or empty; without a default the setting must be given. */
  fallback?: string;
  /** `--flag=value` means the same as the variable and wins over it. */
  flag?: string;
  /** Turns the flag's text into the variable's, such as a port alone into host:port. */
  flagText?: (text: string) => string;
  /** The value is never shown, and may come from a file named by `VARIABLE_FILE`. */
  secret?: boolean;
}

/** One setting of a service: its variable, and the schema that reads its text. */
export interface Setting<T> extends SettingOptions {
  variable: string;
  schema: TextSchema<T>;
}

export function setting<T>(variable: string, schema: TextSchema<T>, options: SettingOptions): Setting<T> {
  return { variable, schema, ...options };
}

/** Text that may be absent. */
export function optionalSetting(
  variable: string,
  options: Omit<SettingOptions, 'fallback'>,
): Setting<string | undefined> {
  return setting(variable, optionalText, { ...options, fallback: '' });
}
