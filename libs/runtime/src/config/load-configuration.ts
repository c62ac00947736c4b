import { readFileSync } from 'node:fs';
import { ConfigurationError, type ConfigurationFault } from './configuration.error';
import { type Setting } from './setting';

export type Settings = Record<string, Setting<unknown>>;
export type Configuration<S extends Settings> = { [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

export interface ConfigurationSource {
  /** The environment; an empty variable counts as absent. */
  env: Readonly<Record<string, string | undefined>>;
  /** The command line without node and script: `--name=value`, `--name value`, or `--name` for true. */
  argv?: readonly string[];
}

/**
 * Reads a whole configuration. A flag wins over its variable, a variable over `VARIABLE_FILE` (secrets only), that
 * over the fallback. `between` finds what is wrong between settings; those that cannot be read are left out of what it
 * is given.
 * @throws ConfigurationError with every fault at once, unknown flags included
 */
export function loadConfiguration<S extends Settings>(
  settings: S,
  source: ConfigurationSource,
  between: (given: Partial<Configuration<S>>) => readonly ConfigurationFault[] = () => [],
): Configuration<S> {
  const faults: ConfigurationFault[] = [];
  const flags = readFlags(settings, source.argv ?? [], faults);
  const values: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(settings)) {
    const given = textOf(one, source.env, flags, faults);
    if (given === undefined) continue;
    const parsed = one.parse(given.text);
    if (parsed.ok) values[key] = parsed.value;
    else faults.push({ name: given.name, value: one.secret ? undefined : given.text, remedy: parsed.remedy });
  }
  faults.push(...between(values as Partial<Configuration<S>>));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return values as Configuration<S>;
}

interface Given {
  name: string;
  text: string;
}

function textOf(
  one: Setting<unknown>,
  env: ConfigurationSource['env'],
  flags: ReadonlyMap<string, string>,
  faults: ConfigurationFault[],
): Given | undefined {
  const flag = one.flag === undefined ? undefined : flags.get(one.flag);
  if (flag !== undefined) return { name: `--${one.flag}`, text: one.flagText ? one.flagText(flag) : flag };
  const variable = env[one.variable];
  if (variable !== undefined && variable !== '') return { name: one.variable, text: variable };
  const file = one.secret ? env[`${one.variable}_FILE`] : undefined;
  if (file) return readSecret(`${one.variable}_FILE`, file, faults);
  if (one.fallback !== undefined) return { name: one.variable, text: one.fallback };
  faults.push({ name: one.variable, value: undefined, remedy: `is not set; give ${one.describe}` });
  return undefined;
}

function readSecret(name: string, file: string, faults: ConfigurationFault[]): Given | undefined {
  try {
    return { name, text: readFileSync(file, 'utf8').trimEnd() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    faults.push({ name, value: file, remedy: `cannot be read (${code}); name a readable file` });
    return undefined;
  }
}

function readFlags(
  settings: Settings,
  argv: readonly string[],
  faults: ConfigurationFault[],
): Map<string, string> {
  const known = Object.values(settings).flatMap((one) => (one.flag === undefined ? [] : [one.flag]));
  const flags = new Map<string, string>();
  for (let i = 0; i < argv.length; i += 1) {
    const argument = argv[i] ?? '';
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    const name = match?.[1];
    if (name === undefined || !known.includes(name)) {
      const flagList = known.map((flag) => `--${flag}`).join(', ');
      faults.push({
        name: argument,
        value: undefined,
        remedy: `is not a flag here; there are ${flagList || 'none'}`,
      });
      continue;
    }
    const next = argv[i + 1];
    const separate = match?.[2] === undefined && next !== undefined && !next.startsWith('--');
    if (separate) i += 1;
    flags.set(name, match?.[2] ?? (separate ? next : 'true'));
  }
  return flags;
}
