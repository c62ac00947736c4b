import { pause } from '@renwatch/timing';
import { StackError } from '../settings/stack.error';
import { type ProcessMark, type RegisterContents } from './process-register';

export interface EndLeftoversOptions {
  /** Contents of the last start's register, if it did not remove it. */
  register: RegisterContents | undefined;
  identityOf: (pid: number) => Promise<string | undefined>;
  /** Signals the process's whole group. */
  signal: (pid: number, signal: NodeJS.Signals) => void;
  say: (line: string) => void;
  graceMs?: number;
  pollMs?: number;
}

const GRACE_MS = 5_000;
const POLL_MS = 50;

/**
 * Ends the services that a killed start left running. A process that has the id of a service, but began at another time
 * or is another program, is left alone.
 * @throws StackError if the stack that wrote the register still runs
 */
export async function endLeftovers(options: EndLeftoversOptions): Promise<void> {
  const { register, identityOf, signal, say, graceMs = GRACE_MS, pollMs = POLL_MS } = options;
  if (!register) return;
  const runs = async (mark: ProcessMark) => (await identityOf(mark.pid)) === mark.identity;
  const { supervisor } = register;
  if (await runs(supervisor)) {
    throw new StackError(
      `Renwatch already runs here (process ${supervisor.pid}): stop it with Ctrl-C, or set RENWATCH_HOME and other ports for a second one`,
    );
  }
  const running = async () => {
    const checked = await Promise.all(
      register.services.map(async (mark) => ({ mark, is: await runs(mark) })),
    );
    return checked.filter(({ is }) => is).map(({ mark }) => mark);
  };
  const left = await running();
  if (left.length === 0) return;
  say(
    `Ending services that a killed start left running: ${left.map(({ name, pid }) => `${name} (${pid})`).join(', ')}`,
  );
  for (const { pid } of left) signal(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while ((await running()).length > 0 && Date.now() < deadline) {
    await pause(pollMs);
  }
  for (const { pid } of await running()) signal(pid, 'SIGKILL');
}
