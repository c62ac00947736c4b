import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '../wait-for';
import { readPostmasterFile } from './postmaster-file';
import { startPostgres, type RunningPostgres } from './start-postgres';

jest.setTimeout(60_000);

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
}

function isAlive(pid: number): boolean {
  return (
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .replace(/^Z.*/, '') !== ''
  );
}

describe('a PostgreSQL of our own', () => {
  let home: string;
  let dataDir: string;
  let server: RunningPostgres | undefined;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'renwatch-spec-'));
    await chmod(home, 0o700);
    dataDir = path.join(home, 'postgres');
  });

  afterEach(async () => {
    await server?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('keeps data and password over a restart, in a private folder', async () => {
    server = await startPostgres({ dataDir, durable: false });
    const { password, pathname } = new URL(server.url);
    expect(pathname).toBe('/renwatch');
    expect(await answers(server.url)).toBe(true);
    await server.stop();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    server = await startPostgres({ dataDir, durable: false });
    expect(new URL(server.url).password).toBe(password);
    expect(await answers(server.url)).toBe(true);
  });

  it('starts again at once after it was killed', async () => {
    server = await startPostgres({ dataDir, durable: false });
    const { pid } = server;
    await server.kill();
    expect(isAlive(pid)).toBe(false);
    server = await startPostgres({ dataDir, durable: false });
    expect(await answers(server.url)).toBe(true);
  });

  it('starts where the old process number now belongs to another program', async () => {
    server = await startPostgres({ dataDir, durable: false });
    await server.stop();
    await writeFile(path.join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dataDir}/cluster\n`);
    server = await startPostgres({ dataDir, durable: false });
    expect(server.pid).not.toBe(process.pid);
  });

  it('names the port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(
      `port ${port} of 127.0.0.1 is in use`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('ends and removes temporary data when its parent is killed', async () => {
    const program = `const { transformFileSync } = require('@swc/core');
      require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, { swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }).code, file);
      require(${JSON.stringify(path.join(__dirname, 'start-postgres.ts'))})
        .startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false, temporary: true })
        .then(() => { console.log('up'); setInterval(() => {}, 1000); });`;
    const owner = spawn(process.execPath, ['-e', program], {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const pid = (await readPostmasterFile(path.join(dataDir, 'cluster')))?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await waitFor(() => !isAlive(pid) && !existsSync(dataDir), {
      timeoutMs: 20_000,
      what: 'the end of PostgreSQL',
    });
  });
});
