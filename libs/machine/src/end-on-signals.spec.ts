import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { markedProcesses } from './marked-processes.cjs';
import { processIdentity } from './process-identity.cjs';
import { until } from './until.spec-support';

/** A command that starts a child, and a grandchild that detaches itself from the child's group. */
const command = `
  const { DetachedProcess, endOnSignals } = require(${JSON.stringify(path.join(__dirname, 'index.cjs'))});
  endOnSignals({ say: (line) => console.error(line) });
  const detached = "require('node:child_process').spawn(process.execPath," +
    " ['-e', 'setInterval(() => {}, 1000); console.log(process.pid)'], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] });";
  new DetachedProcess({
    command: process.execPath,
    args: ['-e', detached + 'console.log(process.pid); setInterval(() => {}, 1000)'],
    onOutput: (chunk) => process.stdout.write(chunk),
  });`;

describe('an interrupted command', () => {
  it('ends all it started, even what detached itself, and exits 130', async () => {
    const parent = spawn(process.execPath, ['-e', command], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(parent, 'exit');
    let output = '';
    for await (const data of parent.stdout) {
      output += data;
      if ((output.match(/^\d+$/gm) ?? []).length === 2) break;
    }
    parent.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    for (const pid of (output.match(/^\d+$/gm) ?? []).map(Number)) {
      await until(async () => (await processIdentity(pid)) === undefined);
    }
  });
});

describe('marked processes', () => {
  it('are none for a mark nobody carries, or without /proc', () => {
    expect(markedProcesses({ mark: 'nobody' })).toEqual([]);
    expect(markedProcesses({ proc: '/nowhere' })).toEqual([]);
  });
});
