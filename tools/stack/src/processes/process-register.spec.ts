import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

  it('lists what runs, and is gone after an orderly stop', () => {
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

  it("keeps a service's new process if the old one is removed late", () => {
    const register = new ProcessRegister(file, supervisor);
    register.add({ name: 'gateway', pid: 2, identity: 'b' });
    register.add({ name: 'gateway', pid: 4, identity: 'd' });
    register.remove('gateway', 2);
    expect(ProcessRegister.read(file)?.services.map(({ pid }) => pid)).toEqual([4]);
  });

  it('counts as absent if it cannot be read', () => {
    writeFileSync(path.join(folder, 'cut'), '{"superv');
    expect(ProcessRegister.read(path.join(folder, 'cut'))).toBeUndefined();
  });
});
