/** What a text is read into, or what to do about it: an instruction such as `give a whole number from 1 to 65535`. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; remedy: string };

/** One setting of a service: its variable, perhaps a flag of the same meaning, and how its text is read. */
export interface Setting<T> {
  variable: string;
  /** `--flag=value` means the same and wins; `flagText` turns the flag's text into the variable's. */
  flag?: string;
  flagText?: (text: string) => string;
  /** For the person who has to set it. */
  describe: string;
  /** Used where the variable is absent or empty; without one the setting must be given. */
  fallback?: string;
  /** Its value is never shown, and may come as a file named by `VARIABLE_FILE`. */
  secret?: boolean;
  parse: (text: string) => Parsed<T>;
}

export type SettingOptions = Omit<Setting<never>, 'variable' | 'parse'>;

const right = <T>(value: T): Parsed<T> => ({ ok: true, value });
const wrong = (remedy: string): Parsed<never> => ({ ok: false, remedy });

/** Builders of the usual kinds of setting. */
export const setting = {
  text: (variable: string, options: SettingOptions): Setting<string> => ({
    variable,
    ...options,
    parse: right,
  }),

  /** Absent or empty: undefined. */
  optional: (variable: string, options: SettingOptions): Setting<string | undefined> => ({
    variable,
    ...options,
    fallback: '',
    parse: (text) => right(text === '' ? undefined : text),
  }),

  custom: <T>(variable: string, options: SettingOptions & { parse: Setting<T>['parse'] }): Setting<T> => ({
    variable,
    ...options,
  }),

  integer: (variable: string, options: SettingOptions & { min: number; max: number }): Setting<number> => {
    const { min, max, ...rest } = options;
    return { variable, ...rest, parse: (text) => parseInteger(text, min, max) };
  },

  port: (variable: string, options: SettingOptions): Setting<number> =>
    setting.integer(variable, { ...options, min: 1, max: 65_535 }),

  choice: <T extends string>(
    variable: string,
    options: SettingOptions & { of: readonly T[] },
  ): Setting<T> => {
    const { of, ...rest } = options;
    const parse = (text: string) => {
      const found = of.find((one) => one === text);
      return found === undefined ? wrong(`give one of ${of.join(', ')}`) : right(found);
    };
    return { variable, ...rest, parse };
  },

  flag: (variable: string, options: SettingOptions): Setting<boolean> => {
    const parse = (text: string) => {
      if (text === 'true' || text === '1') return right(true);
      return text === 'false' || text === '0' ? right(false) : wrong('give true or false');
    };
    return { variable, ...options, parse };
  },

  /** Comma-separated, blanks around the items ignored, at least one; `item` tells what each has to be. */
  list: (
    variable: string,
    options: SettingOptions & { item?: (text: string) => Parsed<unknown> },
  ): Setting<string[]> => {
    const { item: parseItem, ...rest } = options;
    const parse = (text: string) => {
      const items = text.split(',').map((item) => item.trim());
      if (items.some((item) => item === '')) return wrong('give one or more items with commas between');
      for (const item of items) {
        const parsed = parseItem?.(item);
        if (parsed?.ok === false) return wrong(`${parsed.remedy}; ${item} is none`);
      }
      return right(items);
    };
    return { variable, ...rest, parse };
  },

  /** `host:port`, also with an IPv6 host in brackets. */
  hostPort: (variable: string, options: SettingOptions): Setting<HostPort> => ({
    variable,
    ...options,
    parse: parseHostPort,
  }),
};

export interface HostPort {
  host: string;
  port: number;
}

export function parseHostPort(text: string): Parsed<HostPort> {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/]+)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65_535) return wrong('give host:port, for example localhost:8440');
  return right({ host: match[1] ?? match[2] ?? '', port });
}

export function parseInteger(text: string, min: number, max: number): Parsed<number> {
  const value = /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) return wrong(`give a whole number from ${min} to ${max}`);
  return right(value);
}
