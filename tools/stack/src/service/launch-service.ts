import { spawn } from 'node:child_process';
import { type RotatingLog } from '../log/rotating-log';
import { signalGroup } from '../processes/signal-group';
import { type ProcessEnd, type RunningProcess } from './running-process';
import { type ServiceDefinition } from './service-definition';

export interface LaunchOptions {
  definition: ServiceDefinition;
  log: RotatingLog;
  /** Beside the definition's own, which wins. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** Starts a service as the leader of its own process group, so that a Ctrl-C in the terminal reaches only the stack. */
export function launchService({ definition, log, environment }: LaunchOptions): RunningProcess {
  const { main, args, env } = definition;
  const child = spawn(process.execPath, [main, ...args], {
    detached: true,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => log.write(chunk));
  child.stderr.on('data', (chunk: Buffer) => log.write(chunk));
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('error', (error) => {
      log.write(`${error.message}\n`);
      resolve({ code: -1, signal: null });
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const pid = child.pid ?? 0;
  return { pid, ended, signal: (signal) => pid > 0 && signalGroup(pid, signal) };
}
