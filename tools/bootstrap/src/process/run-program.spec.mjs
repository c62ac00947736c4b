import { ended } from './ended.spec-support.mjs';
import { markedProcesses } from './marked-processes.mjs';
import { runProgram } from './run-program.mjs';

const node = (script, options) => runProgram(process.execPath, ['-e', script], options);

describe('running a program', () => {
  it('collects what it says and tells how it ended', async () => {
    const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
    expect(result).toMatchObject({ ok: false, code: 3, why: '' });
    expect(result.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('tells of one that is not there', async () => {
    expect(await runProgram('renwatch-no-such-program', [])).toMatchObject({ ok: false, code: -1 });
  });

  it('ends one that takes too long, with everything it started', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const inner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log(inner.pid);
      setInterval(() => {}, 1000);`;
    const result = await node(script, { limitSeconds: 5 });
    expect(result).toMatchObject({ ok: false, why: 'took longer than 5 s' });
    await expect(ended(Number(result.output))).resolves.toBe(true);
  });

  it('ends one that makes no progress', async () => {
    const progress = () => ({ amount: 1, text: '' });
    const result = await node('setInterval(() => {}, 1000)', { stallSeconds: 1, progress });
    expect(result.why).toBe('made no progress for 1 s');
  });
});

describe('marked processes', () => {
  it('are none for a mark nobody carries, or without /proc', () => {
    expect(markedProcesses({ mark: 'nobody' })).toEqual([]);
    expect(markedProcesses({ proc: '/nowhere' })).toEqual([]);
  });
});
