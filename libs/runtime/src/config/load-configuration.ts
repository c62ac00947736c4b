import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigurationError, type ConfigurationFault } from './configuration.error';
import { read } from './schemas';
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
 * over the default. `crossCheck` finds faults between settings; it is given only those that could be read.
 * @throws ConfigurationError with every fault at once, unknown flags included
 */
export function loadConfiguration<S extends Settings>(
  settings: S,
  source: ConfigurationSource,
  crossCheck: (given: Partial<Configuration<S>>) => readonly ConfigurationFault[] = () => [],
): Configuration<S> {
  const { flags, faults } = readFlags(settings, source.argv ?? []);
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const given = textOf(setting, source.env, flags, faults);
    if (given === undefined) continue;
    const parsed = read(setting.schema, given.text);
    if (parsed.ok) values[key] = parsed.value;
    else faults.push({ name: given.name, value: shown(setting, given.text), remedy: parsed.remedy });
  }
  faults.push(...crossCheck(values as Partial<Configuration<S>>));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return values as Configuration<S>;
}

interface Given {
  name: string;
  text: string;
}

function textOf(
  { variable, flag, flagText, secret, fallback, help }: Setting<unknown>,
  env: ConfigurationSource['env'],
  flags: ReadonlyMap<string, string>,
  faults: ConfigurationFault[],
): Given | undefined {
  const flagged = flag === undefined ? undefined : flags.get(flag);
  if (flagged !== undefined) return { name: `--${flag}`, text: flagText ? flagText(flagged) : flagged };
  const text = env[variable];
  if (text !== undefined && text !== '') return { name: variable, text };
  const file = secret ? env[`${variable}_FILE`] : undefined;
  if (file) return readSecret(`${variable}_FILE`, file, faults);
  if (fallback !== undefined) return { name: variable, text: fallback };
  faults.push({ name: variable, value: undefined, remedy: `is not set; give the ${help}` });
  return undefined;
}

function shown({ secret }: Setting<unknown>, text: string): string | undefined {
  return secret ? undefined : text;
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
): { flags: Map<string, string>; faults: ConfigurationFault[] } {
  const known = Object.values(settings).flatMap(({ flag }) => (flag === undefined ? [] : [flag]));
  const { tokens } = parseArgs({
    args: argv.map((argument, index) => withValue(argument, argv[index + 1])),
    options: Object.fromEntries(known.map((flag) => [flag, { type: 'string' as const }])),
    strict: false,
    tokens: true,
  });
  const flags = new Map<string, string>();
  const unknown = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'option' && known.includes(token.name)) flags.set(token.name, token.value ?? 'true');
    else unknown.add(argv[token.index] ?? '');
  }
  const flagList = known.map((flag) => `--${flag}`).join(', ') || 'none';
  const remedy = `unknown flag; known flags: ${flagList}`;
  return { flags, faults: [...unknown].map((name) => ({ name, value: undefined, remedy })) };
}

/** parseArgs would take the flag that follows for the value; a flag without a value means true. */
function withValue(argument: string, next = '--'): string {
  return /^--[^=]+$/.test(argument) && next.startsWith('--') ? `${argument}=true` : argument;
}
