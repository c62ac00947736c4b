import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, workspaceRoot } from '@renwatch/testing';

/** Sends the process its own stop at the moment when it first asks for a module: no race with a clock. */
const STOP_AT_MODULE = `
const Module = require('node:module');
const load = Module._load;
Module._load = function (request, ...rest) {
  if (request === process.env.STOP_AT_MODULE) process.kill(process.pid, process.env.STOP_SIGNAL);
  return load.call(this, request, ...rest);
};
`;

const mainOf = (app: string) => join(workspaceRoot(), 'apps', app, 'dist', 'main.js');
/** The apps that run as processes; the page of the console runs in a browser. */
const services = () =>
  readdirSync(join(workspaceRoot(), 'apps')).filter((app) =>
    existsSync(join(workspaceRoot(), 'apps', app, 'src', 'main.ts')),
  );

describe('a service that is told to stop while it still loads', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'renwatch-early-stop-'));
    writeFileSync(join(folder, 'stop.cjs'), STOP_AT_MODULE);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['SIGTERM', '@renwatch/runtime'],
    ['SIGINT', './pager.module'],
  ])('by %s before %s ends with exit code 0 and starts nothing', async (signal, module) => {
    const child = spawn(process.execPath, ['--require', join(folder, 'stop.cjs'), mainOf('pager')], {
      env: {
        ...process.env,
        STOP_AT_MODULE: module,
        STOP_SIGNAL: signal,
        PAGER_ADDRESS: 'localhost:1',
        KAFKA_BROKERS: 'localhost:1',
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(await freePort()),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
    const [code, by] = await once(child, 'close');
    expect({ code, by }).toEqual({ code: 0, by: null });
    expect(output).toContain('stopped before it had started');
    expect(output).not.toContain('service started');
  });

  it('exits with code 1 during a history import, which must be repeated', async () => {
    const main = join(workspaceRoot(), 'apps', 'inference', 'dist', 'import-history.main.js');
    const child = spawn(process.execPath, ['--require', join(folder, 'stop.cjs'), main], {
      env: {
        ...process.env,
        STOP_AT_MODULE: '@renwatch/runtime',
        STOP_SIGNAL: 'SIGTERM',
        DATABASE_URL: 'postgres://localhost:1/none',
        HISTORY_CSV: join(folder, 'history.csv'),
      },
      stdio: 'ignore',
    });
    expect(await once(child, 'close')).toEqual([1, null]);
  });

  it.each(services())('%s listens before it loads anything else', (app) => {
    const [first] = readFileSync(mainOf(app), 'utf8').match(/require\("[^"]+"\)/) ?? [];
    expect(first).toBe('require("@renwatch/runtime/early-stop")');
  });
});
