import { DetachedProcess } from '@renwatch/machine';
import { type RotatingLog } from '../log/rotating-log';
import { type ServiceDefinition } from './service-definition';

export interface LaunchOptions {
  definition: ServiceDefinition;
  log: RotatingLog;
  /** Added to the definition's own variables, which win. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** Starts a service in a process group of its own, so that a Ctrl-C in the terminal reaches only the stack. */
export function launchService({ definition, log, environment }: LaunchOptions): DetachedProcess {
  const { main, args, env } = definition;
  const service = new DetachedProcess({
    command: process.execPath,
    args: [main, ...args],
    env: { ...environment, ...env },
    onOutput: (chunk) => log.write(chunk),
  });
  void service.ended.then(({ error }) => error && log.write(`${error.message}\n`));
  return service;
}
