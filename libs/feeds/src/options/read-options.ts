import { type FeedDirection, type FeedOptions, feedOptions, optionNames } from './feed-options';

/** A fault in the options of a feed. */
export interface OptionFault {
  /** Names and indexes that lead to the value: `['identifierTypes', 1]`. */
  path: (string | number)[];
  value: unknown;
  /** Instruction that fixes the fault. */
  remedy: string;
}

export interface ReadOptions {
  options: FeedOptions;
  faults: OptionFault[];
}

/**
 * Reads the options of a feed, each given as one line, or as a list or a mapping of texts.
 * `excluded`: names that are refused, with the reason.
 */
export function readOptions(
  given: Iterable<readonly [name: string, value: unknown]>,
  direction: FeedDirection | 'either',
  excluded: Readonly<Record<string, string>> = {},
): ReadOptions {
  const known = optionNames(direction).filter((name) => !(name in excluded));
  const options: FeedOptions = {};
  const faults: OptionFault[] = [];
  for (const [name, value] of given) {
    const found = known.find((option) => option === name);
    if (found) faults.push(...readOption(options, found, value));
    else
      faults.push({
        path: [name],
        value,
        remedy: excluded[name] ?? `is not an option; use ${known.join(', ')}`,
      });
  }
  return { options, faults };
}

function readOption<K extends keyof FeedOptions>(
  options: FeedOptions,
  name: K,
  value: unknown,
): OptionFault[] {
  const { schema, fromText } = feedOptions[name];
  const { success, data, error } = schema.safeParse(typeof value === 'string' ? fromText(value) : value);
  if (success) {
    options[name] = data as FeedOptions[K];
    return [];
  }
  return error.issues.map(({ path, message }) => ({
    path: [name, ...path.map((key) => (typeof key === 'number' ? key : String(key)))],
    value: path.reduce<unknown>(itemAt, value),
    remedy: message,
  }));
}

/** A line that is not split yet is shown whole. */
function itemAt(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : value;
}
