import { parseArgs } from 'node:util';

import { UsageError } from './usage.error';

/** Reads `--name value` flags of the given names, each at most once. @throws UsageError */
export function parseFlags<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const, multiple: true }])),
      allowPositionals: false,
    });
    return Object.fromEntries(
      Object.entries(values as Record<string, string[]>).map(([name, given]) => {
        if (given.length > 1) throw new UsageError(`--${name} is given ${given.length} times`);
        return [name, given[0]];
      }),
    ) as Partial<Record<Name, string>>;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const said = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause);
    throw new UsageError(`${said} (known flags: ${names.map((name) => `--${name}`).join(' ')})`, { cause });
  }
}

/** A number in a range. @throws UsageError */
export function numberFlag(
  name: string,
  text: string | undefined,
  given: { fallback: number; min: number; max: number; integer?: boolean },
): number {
  if (text === undefined) return given.fallback;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= given.min && value <= given.max) || (given.integer === true && !Number.isInteger(value))) {
    const kind = given.integer === true ? 'a whole number' : 'a number';
    throw new UsageError(
      `--${name} must be ${kind} from ${given.min} to ${given.max}, not ${JSON.stringify(text)}`,
    );
  }
  return value;
}
