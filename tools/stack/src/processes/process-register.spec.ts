import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processIdentity } from './process-identity';
import { ProcessRegister } from './process-register';

describe('the register of processes', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-register-'));
    file = path.join(folder, 'deeper', 'processes.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const supervisor = { name: 'stack', pid: 1, identity: 'a' };

  it('tells the next start what runs, and nothing after an orderly end', () => {
    const register = new ProcessRegister(file, supervisor);
    register.add({ name: 'gateway', pid: 2, identity: 'b' });
    register.add({ name: 'pager', pid: 3, identity: 'c' });
    register.remove('pager', 3);
    expect(ProcessRegister.read(file)).toEqual({
      supervisor,
      services: [{ name: 'gateway', pid: 2, identity: 'b' }],
    });
    register.close();
    expect(ProcessRegister.read(file)).toBeUndefined();
  });

  it('keeps the new process of a service when the old one is taken out late', () => {
    const register = new ProcessRegister(file, supervisor);
    register.add({ name: 'gateway', pid: 2, identity: 'b' });
    register.add({ name: 'gateway', pid: 4, identity: 'd' });
    register.remove('gateway', 2);
    expect(ProcessRegister.read(file)?.services.map(({ pid }) => pid)).toEqual([4]);
  });

  it('counts as none where it cannot be read', () => {
    writeFileSync(path.join(folder, 'cut'), '{"superv');
    expect(ProcessRegister.read(path.join(folder, 'cut'))).toBeUndefined();
  });
});

describe("a process's identity", () => {
  it('stays the same while it runs, differs from that of the same program started later, and ends with it', async () => {
    const started: ChildProcess[] = [];
    const start = () => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      started.push(child);
      return child;
    };
    try {
      const first = start();
      const identity = await processIdentity(first.pid as number);
      expect(identity).toContain('setInterval');
      expect(await processIdentity(first.pid as number)).toBe(identity);
      first.kill('SIGKILL');
      await once(first, 'exit');
      expect(await processIdentity(first.pid as number)).toBeUndefined();
      // Its beginning is told in ticks of 10 ms, and a fast machine starts two processes within one: the tick must pass.
      let later = identity;
      while (later === identity) later = await processIdentity(start().pid as number);
      expect(later).toContain('setInterval');
    } finally {
      for (const child of started) child.kill('SIGKILL');
    }
  });
});
