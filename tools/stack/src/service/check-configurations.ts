import { execFile } from 'node:child_process';
import { EXIT_CONFIGURATION } from '@renwatch/runtime';
import { type ServiceDefinition } from './service-definition';

export interface CheckConfigurationsOptions {
  definitions: readonly ServiceDefinition[];
  /** Added to each definition's own variables, which win. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** Long enough for a machine that starts a broker and a database meanwhile. */
const LIMIT_MS = 60_000;

/**
 * Asks each service to check its configuration, before any is started.
 * @returns every fault, a line each, with all services that share it; a check that fails otherwise reports none
 */
export async function checkConfigurations(options: CheckConfigurationsOptions): Promise<string[]> {
  const { definitions, environment } = options;
  const faults = await Promise.all(
    definitions.map(async (definition) => ({
      name: definition.name,
      lines: await faultsOf(definition, environment),
    })),
  );
  const servicesOf = new Map<string, string[]>();
  for (const { name, lines } of faults) {
    for (const line of lines) {
      const fault = line.startsWith(`${name}: `) ? line.slice(name.length + 2) : line;
      servicesOf.set(fault, [...(servicesOf.get(fault) ?? []), name]);
    }
  }
  return [...servicesOf].map(([fault, names]) => `${names.join(', ')}: ${fault}`);
}

function faultsOf(
  { main, args, env }: ServiceDefinition,
  environment: CheckConfigurationsOptions['environment'],
): Promise<string[]> {
  const settings = { env: { ...environment, ...env }, timeout: LIMIT_MS };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args, '--check-configuration'],
      settings,
      (error, _stdout, stderr) => {
        resolve(error?.code === EXIT_CONFIGURATION ? stderr.split('\n').filter(Boolean) : []);
      },
    );
  });
}
