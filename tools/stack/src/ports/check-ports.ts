import { StackError } from '../stack.error';

/** A port that a part of this stack will listen on. */
export interface WantedPort {
  port: number;
  what: string;
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
    const { port, what, variable } = wanted;
    const other = seen.get(port);
    seen.set(port, wanted);
    if (other)
      taken.push(`${port} is wanted for ${what} (${variable}) and for ${other.what} (${other.variable})`);
    else if (!(await isFree(port))) taken.push(`${port} (${what}; change it with ${variable}=…)`);
  }
  if (taken.length === 0) return;
  throw new StackError(
    `${taken.length > 1 ? 'Ports' : 'Port'} in use: ${taken.join(', ')}: stop what listens there, or choose other ports`,
  );
}
