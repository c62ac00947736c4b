import { StackError } from '../settings/stack.error';

/** A port that a part of this stack will listen on. */
export interface WantedPort {
  port: number;
  use: string;
  /** The variable that sets it. */
  variable: string;
}

export interface CheckPortsOptions {
  ports: readonly WantedPort[];
  isFree: (port: number) => Promise<boolean>;
}

/** @throws StackError naming every port that is taken, or wanted twice, and its variable */
export async function checkPorts({ ports, isFree }: CheckPortsOptions): Promise<void> {
  const taken: string[] = [];
  const seen = new Map<number, WantedPort>();
  for (const wanted of ports) {
    const { port, use, variable } = wanted;
    const other = seen.get(port);
    seen.set(port, wanted);
    if (other)
      taken.push(`${port} is wanted for ${use} (${variable}) and for ${other.use} (${other.variable})`);
    else if (!(await isFree(port))) taken.push(`${port} (${use}; change it with ${variable}=…)`);
  }
  if (taken.length === 0) return;
  throw new StackError(
    `${taken.length > 1 ? 'Ports' : 'Port'} in use: ${taken.join(', ')}: stop use listens there, or choose other ports`,
  );
}
