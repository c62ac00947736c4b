import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { processIdentity } from './process-identity.cjs';

describe("a process's identity", () => {
  const started: ChildProcess[] = [];
  const start = () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    started.push(child);
    return child;
  };
  afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

  it('stays the same while it runs and is undefined afterwards', async () => {
    const child = start();
    const identity = await processIdentity(child.pid as number);
    expect(identity).toContain('setInterval');
    expect(await processIdentity(child.pid as number)).toBe(identity);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await processIdentity(child.pid as number)).toBeUndefined();
  });

  it('differs from that of the same program started later', async () => {
    const first = await processIdentity(start().pid as number);
    // Start times are in ticks of 10 ms, and a fast machine starts two processes within one.
    let later = first;
    while (later === first) later = await processIdentity(start().pid as number);
    expect(later).toContain('setInterval');
  });
});
