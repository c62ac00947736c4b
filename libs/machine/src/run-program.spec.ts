import { processIdentity } from './process-identity.cjs';
import { runProgram } from './run-program.cjs';
import { until } from './until.spec-support';

type Options = Parameters<typeof runProgram>[2];
const node = (script: string, options?: Options) => runProgram(process.execPath, ['-e', script], options);

describe('running a program', () => {
  it('collects its output and tells how it ended', async () => {
    const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
    expect(result).toMatchObject({ ok: false, code: 3, why: '' });
    expect(result.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('reports a program that does not exist', async () => {
    const result = await runProgram('renwatch-no-such-program', []);
    expect(result).toMatchObject({ ok: false, code: -1 });
    expect(result.output).toContain('ENOENT');
  });

  it('ends a program that takes too long, with its children', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const inner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log(inner.pid);
      setInterval(() => {}, 1000);`;
    const result = await node(script, { limitSeconds: 5 });
    expect(result).toMatchObject({ ok: false, why: 'took longer than 5 s' });
    const inner = Number(result.output);
    await until(async () => (await processIdentity(inner)) === undefined);
  });

  it('ends a program that makes no progress', async () => {
    const progress = () => ({ amount: 1, text: '' });
    const result = await node('setInterval(() => {}, 1000)', { stallSeconds: 1, progress });
    expect(result.why).toBe('made no progress for 1 s');
  });
});
