import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ended } from './ended.spec-support.mjs';

const childGroups = pathToFileURL(path.join(__dirname, 'child-groups.mjs')).href;

/** A command that starts a child, and a grandchild that detaches itself from the child's group. */
const command = `
  import { endGroupsOnSignals, spawnGroup } from ${JSON.stringify(childGroups)};
  endGroupsOnSignals();
  const detached = "require('node:child_process').spawn(process.execPath," +
    " ['-e', 'setInterval(() => {}, 1000); console.log(process.pid)'], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] });";
  spawnGroup(process.execPath, ['-e', detached + 'console.log(process.pid); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  setInterval(() => {}, 1000);`;

describe('an interrupted command', () => {
  it('ends what it started, also what detached itself, and exits as a shell expects', async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    const exited = once(parent, 'exit');
    for await (const data of parent.stdout) {
      output += data;
      if ((output.match(/^\d+$/gm) ?? []).length === 2) break;
    }
    const pids = output.match(/^\d+$/gm).map(Number);
    parent.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    for (const pid of pids) expect(await ended(pid)).toBe(true);
  });
});
