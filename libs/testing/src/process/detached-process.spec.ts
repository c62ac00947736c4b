import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '../wait/wait-for';
import { workspaceRoot } from '../workspace/workspace-root';
import { DetachedProcess } from './detached-process';

const WAIT = { timeoutMs: 10_000 };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

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

  it('appends what it prints to its log, and tells how it ended', async () => {
    for (const code of [3, 4]) {
      const child = await start(`echo out ${code}; echo err >&2; exit ${code}`);
      await waitFor(() => child.end === `exit code ${code}`, { ...WAIT, what: 'the end' });
    }
    expect(readFileSync(logFile, 'utf8')).toBe('out 3\nerr\nout 4\nerr\n');
  });

  it('puts a log grown too long aside at the start', async () => {
    writeFileSync(logFile, Buffer.alloc(21 * 1024 * 1024));
    const child = await start('echo new');
    await waitFor(() => child.end !== undefined, { ...WAIT, what: 'the end' });
    expect(readFileSync(logFile, 'utf8')).toBe('new\n');
    expect(statSync(`${logFile}.1`).size).toBe(21 * 1024 * 1024);
  });

  it('stops with SIGTERM what heeds it, and with SIGKILL what does not', async () => {
    const heeding = await start('exec sleep 60');
    await heeding.stop({ graceMs: 5_000 });
    expect(heeding.end).toBe('SIGTERM');
    const deaf = await start(`trap '' TERM; echo ready; while :; do sleep 0.05; done`);
    await waitFor(() => readFileSync(logFile, 'utf8').includes('ready'), { ...WAIT, what: 'the trap' });
    await deaf.stop({ graceMs: 100 });
    await deaf.stop({ graceMs: 100 });
    expect(deaf.end).toBe('SIGKILL');
  });

  it('fails when the command does not exist', async () => {
    const starting = DetachedProcess.start({ command: './no-such-command', args: [], cwd, logFile });
    await expect(starting).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('dies with the process that started it, even one that was killed, if it is to', async () => {
    const pidFile = path.join(cwd, 'pid');
    const built = path.join(workspaceRoot(), 'node_modules', '@swc', 'core');
    const program = `
      const { transformFileSync } = require(${JSON.stringify(built)});
      require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code, file);
      const { DetachedProcess } = require(${JSON.stringify(path.join(__dirname, 'detached-process.ts'))});
      DetachedProcess.start({ command: 'sleep', args: ['60'], cwd: '.', logFile: 'child.log', dieWithParent: true, temporaryFolder: 'gone' })
        .then(({ pid }) => { require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(pid)); setInterval(() => {}, 1000); });
    `;
    mkdirSync(path.join(cwd, 'gone'));
    const parent = spawn(process.execPath, ['-e', program], { cwd, stdio: 'inherit' });
    const pid = () => Number(readFileSync(pidFile, 'utf8'));
    await waitFor(() => pid() > 0, { ...WAIT, what: 'the child' });
    expect(isAlive(pid())).toBe(true);
    parent.kill('SIGKILL');
    await waitFor(() => !isAlive(pid()) && !existsSync(path.join(cwd, 'gone')), {
      ...WAIT,
      what: 'the end of the child',
    });
  }, 20_000);
});
