import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DetachedProcess } from './detached-process.cjs';
import { processIdentity } from './process-identity.cjs';
import { until } from './until.spec-support';

const isAlive = async (pid: number) => (await processIdentity(pid)) !== undefined;

describe('DetachedProcess', () => {
  let cwd: string;
  let logFile: string;

  beforeEach(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'renwatch-process-'));
    logFile = path.join(cwd, 'a.log');
  });

  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const start = (script: string) =>
    DetachedProcess.start({ command: 'sh', args: ['-c', script], cwd, logFile });

  it('appends output to its log and tells how it ended', async () => {
    for (const code of [3, 4]) {
      const child = await start(`echo out ${code}; echo err >&2; exit ${code}`);
      expect(await child.ended).toEqual({ code, signal: null });
      expect(child.end).toBe(`exit code ${code}`);
    }
    expect(readFileSync(logFile, 'utf8')).toBe('out 3\nerr\nout 4\nerr\n');
  });

  it('rotates a long log at the start', async () => {
    writeFileSync(logFile, Buffer.alloc(21 * 1024 * 1024));
    await (
      await start('echo new')
    ).ended;
    expect(readFileSync(logFile, 'utf8')).toBe('new\n');
    expect(statSync(`${logFile}.1`).size).toBe(21 * 1024 * 1024);
  });

  it('ends by SIGTERM, or by SIGKILL if it ignores that', async () => {
    const polite = await start('exec sleep 60');
    expect(await polite.stop({ graceMs: 20_000 })).toBe(true);
    expect(polite.end).toBe('SIGTERM');
    const deaf = await start(`trap '' TERM; echo ready; while :; do sleep 0.05; done`);
    await until(() => readFileSync(logFile, 'utf8').includes('ready'));
    expect(await deaf.stop({ graceMs: 100 })).toBe(false);
    expect(await deaf.stop({ graceMs: 100 })).toBe(true);
    expect(deaf.end).toBe('SIGKILL');
  });

  it.each(['stop', 'kill'] as const)('takes its children with it on %s', async (way) => {
    let output = '';
    const parent = new DetachedProcess({
      command: 'sh',
      args: ['-c', 'sleep 60 & echo $!; wait'],
      onOutput: (chunk) => (output += chunk.toString()),
    });
    await until(() => output.endsWith('\n'));
    await (way === 'stop' ? parent.stop({ graceMs: 20_000 }) : parent.kill());
    await until(async () => !(await isAlive(Number(output))));
  });

  it('reports a command that does not exist', async () => {
    const options = { command: './no-such-command', args: [], cwd };
    await expect(DetachedProcess.start(options)).rejects.toMatchObject({ code: 'ENOENT' });
    const process = new DetachedProcess(options);
    expect(await process.ended).toMatchObject({ code: -1 });
    expect(process.end).toContain('ENOENT');
  });

  it.each(['SIGKILL', 'SIGINT'])('dies of %s when its parent is killed', async (parentEndSignal) => {
    const script = `trap 'echo interrupted >> note; exit' INT; echo $$ > pid; while :; do sleep 0.05; done`;
    const options = { command: 'sh', args: ['-c', script], cwd, dieWithParent: true };
    const folder = path.join(cwd, 'temporary');
    mkdirSync(folder);
    const program = `
      const { DetachedProcess } = require(${JSON.stringify(path.join(__dirname, 'detached-process.cjs'))});
      new DetachedProcess(${JSON.stringify({ ...options, parentEndSignal, temporaryFolder: folder })});
      require('node:fs').writeFileSync('watched', '');
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', program], { cwd, stdio: 'inherit' });
    const pid = () => Number(readFileSync(path.join(cwd, 'pid'), 'utf8'));
    await until(() => pid() > 0 && existsSync(path.join(cwd, 'watched')));
    parent.kill('SIGKILL');
    await until(async () => !(await isAlive(pid())) && !existsSync(folder));
    expect(existsSync(path.join(cwd, 'note'))).toBe(parentEndSignal === 'SIGINT');
  });
});
