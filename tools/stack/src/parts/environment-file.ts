import { rmSync, writeFileSync } from 'node:fs';
import { feedSettings, kafkaSettings } from '@renwatch/runtime';
import { type ServiceDefinition } from '../service/service-definition';

export interface HandRunOptions {
  /** All services, including those that the stack does not run. */
  services: readonly ServiceDefinition[];
  environment: Readonly<Record<string, string | undefined>>;
  /** The owner's: it serves every service and `npx renwatch`. */
  databaseUrl: string;
}

/** Settings that change what is read and decided: a service run by hand must have the same ones as the stack's. */
const SHARED = [
  ...Object.values({ ...feedSettings, ...kafkaSettings }).map(({ variable }) => variable),
  'CREATININE_CODES',
  'AKI_RULE',
  'SHADOW_MODEL',
];
/** The stack's own service uses the port, and a service run by hand need not stop as fast. */
const NOT_BY_HAND = new Set(['HTTP_PORT', 'DRAIN_TIMEOUT_MS']);

/** Returns the variables that make a service run by hand behave as the stack's own: one set for all services. */
export function handRunEnvironment({
  services,
  environment,
  databaseUrl,
}: HandRunOptions): Record<string, string> {
  const given = SHARED.map((name): [string, string | undefined] => [name, environment[name]]);
  const told = services.flatMap(({ env }) => Object.entries(env));
  return Object.fromEntries(
    [...given, ...told, ['DATABASE_URL', databaseUrl] as const].filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[1] !== '' && !NOT_BY_HAND.has(entry[0]),
    ),
  );
}

export interface EnvironmentFileOptions {
  file: string;
  variables: Readonly<Record<string, string>>;
}

/**
 * Writes the variables that a service run by hand needs to join this stack, in the form of Node's `--env-file`. The file
 * holds a password, so nobody else may read it.
 */
export function writeEnvironmentFile({ file, variables }: EnvironmentFileOptions): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`);
  // An existing file would keep its own mode.
  rmSync(file, { force: true });
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** Quotes a value: an unquoted `#` would begin a comment. Double quotes come last, as Node reads `\n` in them as a new line. */
function quoted(value: string): string {
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark)) ?? '';
  return `${quote}${value}${quote}`;
}
