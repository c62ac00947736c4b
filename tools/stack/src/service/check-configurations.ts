import { execFile } from 'node:child_process';
import { type ServiceDefinition } from './service-definition';

export interface CheckConfigurationsOptions {
  definitions: readonly ServiceDefinition[];
  /** Beside each definition's own, which wins. */
  environment: Readonly<Record<string, string | undefined>>;
}

const EXIT_CONFIGURATION = 78;
/** Of a machine that starts a broker and a database meanwhile. */
const LIMIT_MS = 60_000;

/**
 * Asks each service whether it can run as it is configured, before any is started.
 * @returns every fault of every service, a line each, and one for all that share it; what a check itself cannot tell
 * shows at the start
 */
export async function checkConfigurations(options: CheckConfigurationsOptions): Promise<string[]> {
  const { definitions, environment } = options;
  const faults = await Promise.all(
    definitions.map(async (one) => ({ name: one.name, lines: await faultsOf(one, environment) })),
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
    execFile(process.execPath, [main, ...args, '--check-configuration'], settings, (error, _out, said) => {
      resolve(error?.code === EXIT_CONFIGURATION ? said.split('\n').filter(Boolean) : []);
    });
  });
}
